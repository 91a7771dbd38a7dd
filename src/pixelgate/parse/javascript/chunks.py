"""The chunks of a bundle: which of them a file is, which it asks for, and the file names that its runtime gives them.

Read from the text by the shapes that bundlers emit, without a tree, so that code without a tracker is followed at the
speed of a search. Only the function that makes file names is parsed and evaluated. Shapes: webpack and Rspack
(``(self.webpackChunka = self.webpackChunka || []).push([[57], {…}, e => e.O(0, [12], …)])``, ``r.e(57).then(…)``,
``r.u = e => "chunks/" + e + "." + {57: "fe6e"}[e] + ".js"``), Turbopack (``["static/chunks/3y.js"].map(t => e.l(t))``),
Parcel (``parcelRequire1a2b``), whose modules have IDs and whose chunks have none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from pixelgate.parse.document import Bundle, Chunk, Import, ImportKind, Interest
from pixelgate.parse.javascript import amd, byname, federation, globs
from pixelgate.parse.javascript.code import Code
from pixelgate.parse.javascript.fold import Folder
from pixelgate.parse.javascript.results import returned_expression
from pixelgate.parse.javascript.text import expression_end
from pixelgate.parse.javascript.tree import FUNCTIONS, bare, field, first_in
from pixelgate.parse.marks import marks
from pixelgate.parse.values import Constant, How, Text, Unknown, constant
from pixelgate.source import Fragment, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_WINDOW = r"(?:self|window|globalThis|this|global)"
_QUEUE = rf"{_WINDOW}\s*(?:\.\s*(?P<name>[\w$]+)|\[\s*[\"'](?P<quoted>[^\"']+)[\"']\s*\])"
_SAME = r"(?:\.\s*|\[\s*[\"'])(?:(?P=name)|(?P=quoted))(?:[\"']\s*\])?"
_QUEUED = re.compile(rf"{_QUEUE}\s*=\s*{_WINDOW}\s*{_SAME}\s*\|\|\s*\[\]")
_ELSE_NEW = ("||[]", "|| []", "||\n[]")
_OF_WINDOW = re.compile(rf"\s*{_WINDOW}")
_PUSHED = re.compile(r"\s*\)\s*\.push\(\s*\[\s*\[(?P<ids>[^\[\]]*)\]")
_ID = r"(?:/\*[^*]*\*/\s*)?(?P<ids>\d+|\"[^\"\\\n]+\"|'[^'\\\n]+')"
_ASKED = re.compile(rf"\.e\(\s*{_ID}\s*\)(?=\s*(?:\.then\(|[,\]]))")
_DEFERRED = re.compile(r"\.O\(\s*(?:0|void 0|undefined|[\w$]+)\s*,\s*\[(?P<ids>[^\[\]]+)\]")
_NEEDED = re.compile(r"\[\s*\[\s*(?:\d+|\"[^\"]+\")\s*,(?P<ids>[^\[\]]+)\]\s*\]\s*\]\s*\)")
_MAKES = r"(?=\(?\s*(?:function\b|\(?[\w$]+\)?\s*=>))"
_NAMING = {".u": re.compile(rf"\.u\s*=\s*{_MAKES}"), ".src": re.compile(rf"\.src\s*=\s*{_MAKES}")}
_LOADING = {word: re.compile(rf"\{word}\s*=\s*(?=function\b|\()") for word in (".l", ".e")}
_ON_SERVER = ".f.require"
_REQUIRING = re.compile(rf"{re.escape(_ON_SERVER)}\s*=\s*(?=function\b|\(|[\w$]+\s*=>)")
_RUNTIMES = 20
"""A file holds one runtime, or a few."""

_PUBLIC = re.compile(r"\.p\s*=\s*(?P<quote>[\"'`])(?P<path>[^\"'`\n]*)(?P=quote)")
_SHARED = re.compile(r"/(?P<ids>\^[\w|?\[\]()-]+\$)/\.test\(\s*[\w$]+\s*\)")
_KEYED = re.compile(r"[{,]\s*(\d+|\"[^\"\\\n]+\"|'[^'\\\n]+'|[A-Za-z_$][\w$]*)\s*:")
_LISTED = re.compile(r"\d+|\"[^\"]*\"|'[^']*'")
_LOADED = re.compile(r"\[\s*(?P<ids>(?:\"static/chunks/[^\"\\\n]+\.js\"[\s,]*+)+)\]\s*\.map\(")
_ROUTED = re.compile(r"\"(?:\w+M|m)odule\"\s*:\s*\"(?P<path>/[^\"\\\n]+\.m?js)\"")
_MANIFESTS = ("__reactRouterManifest", "__remixManifest")
_REGISTRY = re.compile(r"\bparcelRequire\w*|\bTURBOPACK\b")
_LOADERS = {
    "can't infer type of chunk from URL": 4_000,
    "self.__next_s": 800,
    "FEDERATION_ALLOW_NEW_FUNCTION": 1_500,
    "Error importing module": 800,
    "Error loading route module": 400,
    "Failed to lookup route: ": 8_000,
    "createScriptHook": 2_000,
    "systemjs/blob/main/docs/errors.md": 20_000,
    "requirejs.org/docs/errors.html": 20_000,
}
"""Texts in the code of a framework that loads scripts, and how far around them its function reaches, in characters."""

_LIBRARY = 2_500
"""A loader that is a library of its own is one function, longer than this; what a build put around it is longer."""

_LIBRARIES = frozenset({
    "Failed to lookup route: ", "systemjs/blob/main/docs/errors.md", "requirejs.org/docs/errors.html"
})  # fmt: skip
_FUNCTION = re.compile(r"(?:\bfunction\b[\s\w$*]{0,100}\([^()]{0,400}\)|=>)\s*\{")

_USUAL = re.compile(r"(?i)chunk|jsonp")
_ROOT = "/_next/"
_TAIL = 2_000
_BEFORE = 400
_UNKNOWN = "{}"


def bundle(fragment: Fragment) -> tuple[Bundle | None, tuple[Import, ...]]:
    """Return what a text says of the bundle it is part of, and the chunks it asks for; ``None`` for no part of any."""
    text = fragment.text
    loaded = (*amd.asked(fragment), *globs.asked(fragment), *_listed(fragment))
    loaded += tuple(_loaded(fragment)) if marks(text).of("TURBOPACK") else ()
    part = _part(fragment, tuple(_queues(text)))
    if part is None:
        family = _REGISTRY.search(text, 0, _TAIL)
        known = tuple(_known(fragment))
        if family is None:
            return Bundle("", (), known) if known else None, loaded
        return Bundle(family[0], (Chunk(""),), known, byname.asked(text)), loaded
    loaders = (*part.loaders, *_known(fragment))
    part = msgspec.structs.replace(part, loaders=loaders, asked=byname.asked(text))
    return part, (*loaded, *_asked(fragment))


def _part(fragment: Fragment, queues: tuple[re.Match[str], ...]) -> Bundle | None:
    """Return the bundle by the queue to which a chunk pushes itself, or which the runtime of a bundle empties."""
    for queue in queues:
        pushed = _PUSHED.match(fragment.text, queue.end())
        if pushed is not None:
            return Bundle(_name(queue), tuple(Chunk(one) for one in _ids(pushed["ids"])))
    named = tuple(_named(fragment.text)) if queues else ()
    loaders = tuple(_loaders(fragment)) if queues else ()
    if not named and not loaders:
        return None
    named += tuple(_shared(fragment.text))
    usual = (_name(queue) for queue in queues if _USUAL.search(_name(queue)))
    return Bundle(next(usual, _name(queues[-1])), named, loaders)


def _name(queue: re.Match[str]) -> str:
    return queue["name"] or queue["quoted"]


def _queues(text: str) -> Iterator[re.Match[str]]:
    """Yield the queues that a text puts up: ``self.webpackChunkapp = self.webpackChunkapp || []``."""
    for at in sorted(at for word in _ELSE_NEW for at in marks(text).of(word)):
        if _OF_WINDOW.match(text, text.rfind("=", max(0, at - _BEFORE), at) + 1):
            found = _QUEUED.search(text, max(0, at - _BEFORE), text.index("]", at) + 1)
            if found is not None:
                yield found


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _ids(text: str) -> list[str]:
    return [found.strip("\"'") for found in _LISTED.findall(text)]


def _asked(fragment: Fragment) -> Iterator[Import]:
    """Yield the chunks that code loads later (``r.e(57).then``), and those that must be there before it runs."""
    text = fragment.text
    remote = frozenset(federation.remote(text))
    later = ((ImportKind.CHUNK, _ASKED.match(text, at)) for at in _places(text, ".e("))
    needed = () if byname.has_entry(text) else _places(text, ".O(")  # pages name these beside it, each for what it is
    first = ((ImportKind.NEEDED, _DEFERRED.match(text, at)) for at in needed)
    last = (ImportKind.NEEDED, _NEEDED.search(text, max(0, len(text) - _TAIL)))
    for kind, found in (*later, *first, last):
        if found is not None:
            place, span = fragment.span(*found.span("ids")), fragment.span(*found.span())
            yield from (Import(kind, Constant(one, place), span) for one in _ids(found["ids"]) if one not in remote)
    yield from federation.containers(fragment)


def _loaders(fragment: Fragment) -> Iterator[Span]:
    """Yield the functions of a runtime that load a chunk: ``r.l`` of webpack 5, ``r.e`` of webpack 4."""
    text = fragment.text
    for word, shape in _LOADING.items():
        for found in filter(None, (shape.match(text, at) for at in _places(text, word))):
            yield fragment.span(found.end(), expression_end(text, found.end()))


def _known(fragment: Fragment) -> Iterator[Span]:
    """Yield the parts of runtimes and of loaders of modules that load what pages and chunks name by themselves."""
    words = marks(fragment.text)
    for sign, reach in _LOADERS.items():
        places = words.of(sign)
        around = list(_functions_around(fragment.text, places[0], reach)) if places else []
        whole = [one for one in around if sign in _LIBRARIES and one[1] - one[0] > _LIBRARY]
        if around:
            yield fragment.span(*(whole[-1] if whole else around[0]))
    for at in words.of(_ON_SERVER)[:_RUNTIMES]:
        if found := _REQUIRING.match(fragment.text, at):
            yield fragment.span(found.end(), expression_end(fragment.text, found.end()))


def _functions_around(text: str, at: int, reach: int) -> Iterator[tuple[int, int]]:
    """Yield the functions around a place that do not go further than they may, the outer before the inner."""
    for found in _FUNCTION.finditer(text, max(0, at - reach), at):
        end = expression_end(text, found.end(), stops="")
        if at < end < at + reach:
            yield found.start(), end


def _loaded(fragment: Fragment) -> Iterator[Import]:
    """Yield the files that Turbopack's chunks load, which they name by their paths."""
    for at in marks(fragment.text).of('["static/chunks/'):
        found = _LOADED.match(fragment.text, at)
        if found is not None:
            span = fragment.span(*found.span())
            files = (Constant(_ROOT + path, span, How.FOLDED) for path in _ids(found["ids"]))
            yield from (Import(ImportKind.SCRIPT, file, span) for file in files)


def _listed(fragment: Fragment) -> Iterator[Import]:
    """Yield the modules of routes in the manifest of a React Router build: its router loads them by their addresses."""
    if any(marks(fragment.text).of(name) for name in _MANIFESTS):
        for found in _ROUTED.finditer(fragment.text):
            span = fragment.span(*found.span("path"))
            yield Import(ImportKind.SCRIPT, Constant(found["path"], span), span)


def _named(text: str) -> Iterator[Chunk]:
    """Yield the names that the runtime's functions give to the chunks they list, and to any other (``{}``)."""
    public = _PUBLIC.search(text)
    for word, shape in _NAMING.items():
        for naming in filter(None, (shape.match(text, at) for at in _places(text, word))):
            source = text[naming.end() : expression_end(text, naming.end())]
            function = _function(source)
            listed = dict.fromkeys(key.strip("\"'") for key in _KEYED.findall(source))
            for one in (*listed, _UNKNOWN) if function else ():
                name = _evaluated(*function, one) if function else ""
                if name and name != _UNKNOWN:
                    yield Chunk("" if one == _UNKNOWN else one, name, public["path"] if public else "")


def _shared(text: str) -> Iterator[Chunk]:
    """Yield the IDs that a runtime tells apart (``if (/^(12|7)$/.test(id)) loaded[id] = 0``): they have no file."""
    starts = (text.rfind("/^", max(0, at - _TAIL), at) for at in _places(text, "$/.test("))
    found = (_SHARED.match(text, start) for start in starts if start >= 0)
    yield from (Chunk("", shared=ids) for ids in dict.fromkeys(one["ids"] for one in found if one))


def _function(source: str) -> tuple[Code, Node] | None:
    """Parse the function that makes a chunk's name; ``None`` where it is none of one parameter and one result."""
    code = Code(Fragment(f"({source})"), Interest(), "javascript", ())
    statement = first_in(code.tree.root)
    made = first_in(statement) if statement is not None else None
    made = bare(made) if made is not None else None
    if made is not None and made.type == "call_expression":
        called = field(made, "function")
        made = bare(called) if called is not None else None
    return (code, made) if made is not None and made.type in FUNCTIONS and returned_expression(made) else None


def _evaluated(code: Code, function: Node, chunk: str) -> str:
    """Return the name of a chunk, without the public path before it; empty when it is not wholly known."""
    result = returned_expression(function)
    if result is None:
        return ""
    given = Constant(float(chunk) if chunk.isdigit() else chunk, Span(0, 0))
    value = Folder(code, {(function.id, 0): given}, inputs=False).value(result)
    if isinstance(value, Text) and isinstance(value.parts[0], Unknown) and value.parts[0].path.endswith(".p"):
        rest = value.parts[1:]
        return "".join(constant(part) or "" for part in rest) if all(isinstance(p, Constant) for p in rest) else ""
    return constant(value) or ""
