"""The whole reading of one piece of code, evidence first: words found in the text, then asked of the tree."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from pixelgate.parse.document import Assignment, Call, Element, Import, Interest, Literal, Mark, Opaque, Script, State
from pixelgate.parse.javascript import byname, calls, exports, packed, wrappers
from pixelgate.parse.javascript.code import Code
from pixelgate.parse.javascript.fold import string_of
from pixelgate.parse.javascript.imports import imports_at, worker_at
from pixelgate.parse.javascript.jsx import REPORTED, element_at, is_creator, tag_of
from pixelgate.parse.javascript.literals import Literals
from pixelgate.parse.javascript.loads import CREATED, LOADING, Loads
from pixelgate.parse.javascript.paths import INJECTING, Path, path_of
from pixelgate.parse.javascript.seeds import Seeds
from pixelgate.parse.javascript.stringarrays import REASON, looked_up
from pixelgate.parse.javascript.text import spelled_out, with_line_ends
from pixelgate.parse.javascript.trace import CREATORS, Tracer
from pixelgate.parse.javascript.tree import Step, arguments, bare, field
from pixelgate.parse.javascript.words import Hit, find_keys, find_made, find_names, find_texts
from pixelgate.parse.modules import KEYED, Exports
from pixelgate.parse.tags import OPENED, is_entered
from pixelgate.parse.values import constant
from pixelgate.source import Offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tree_sitter import Node

    from pixelgate.parse.values import Hole, Unknown
    from pixelgate.source import Fragment, Span

Setting = tuple[str, "Sequence[Hole | Unknown]", State]
"""The language of code, the places that a template fills, and whether it runs."""

_Placed = TypeVar("_Placed", Assignment, Call, Element, Import, Literal, Opaque)
_IMPORTS = frozenset({"import", "export", "require", "importScripts", "define", "register", "System"})
_WORKERS = frozenset({"Worker", "SharedWorker", "URL", "register"})
_LOADS = frozenset({"createElement", "createElementNS", "getScript", "importScripts", "import", "eval", "Function"})
_CREATING = frozenset({"createElement", "createElementNS"})
_SHAPES = _IMPORTS | _WORKERS | _LOADS
_STRING = rb"(?:\"[\w-]*\"|'[\w-]*')"
_CREATES = rb"(?i:[\"'](?:%b)[\"'])" % b"|".join(tag.encode() for tag in sorted(CREATED))
_IDLE = {
    "createElement": re.compile(
        rb"[\"']?\]?\s*\(\s*(?:(?!%b)%b\s*\)|(?:%b|[\w$.]+)\s*,(?!\s*\)))" % (_CREATES, _STRING, _STRING)
    ),
    "Function": re.compile(rb"(?!\s*(?:\(|\?\.|[\"'`\])!]|/[/*]))|\(\s*\)"),
}
"""What follows such a word where it loads nothing: it creates another element, with properties, or is not called."""

_CREATED = frozenset(f"({quote}{tag.lower()}{quote}," for tag in REPORTED for quote in "\"'`")
_OPENED = frozenset(f"<{tag.lower()}" for tag in REPORTED) | OPENED
_ESCAPED = frozenset({"\\x3cscript", "\\u003cscript", "%3cscript", "\\x3ciframe", "\\u003ciframe", "%3ciframe"})
_MARKS = _CREATED | _OPENED | _ESCAPED
_AROUND = 500
"""Characters on each side of a replaced letter in which a word may stand, and what decides whether it counts."""


def parse_script(
    fragment: Fragment,
    interest: Interest,
    *,
    language: str = "javascript",
    holes: Sequence[Hole | Unknown] = (),
    state: State = State.ACTIVE,
) -> Script:
    """Return what was asked for in a piece of JavaScript, TypeScript or JSX.

    ``language`` is ``javascript`` (JSX included), ``typescript`` or ``tsx``. ``holes`` are the places of the file that
    a template fills; in ``fragment`` they are runs of ``source.HOLE``. Broken code is read as far as it goes.
    """
    found, unread = looked_up(spelled_out(fragment), language)
    script = read_plain(found, interest, (language, holes, state))
    return with_unread(script, unread)


def with_unread(script: Script, unread: Sequence[Span]) -> Script:
    """Say where the strings of code are kept in a way that was not understood."""
    if not unread:
        return script
    opaque = (Opaque(REASON, span, script.state) for span in unread)
    return msgspec.structs.replace(script, opaque=_ordered(script.opaque, opaque))


def read_plain(fragment: Fragment, interest: Interest, setting: Setting) -> Script:
    """Return what was asked for in code whose escapes and string arrays are undone."""
    versions = [fragment, *with_line_ends(fragment)]
    return merged([_script(one, interest, setting) for one in versions])


def _script(fragment: Fragment, interest: Interest, setting: Setting) -> Script:
    language, holes, state = setting
    code = Code(fragment, interest, language, holes)
    data = code.data
    evidence = _Evidence(
        find_names(data, interest.names | _SHAPES | (INJECTING if interest.given.shared(KEYED) else frozenset())),
        find_texts(data, interest.texts | _MARKS),
        find_made(data),
        find_keys(data),
    )
    linked = any(module.startswith(packed.PREFIX) for module in interest.modules)
    if not any(evidence) and not linked and not interest.exports:
        return Script(fragment.span(0, len(fragment.text)), state=state, hidden=hidden(fragment))
    return _Reading(code, state).read(evidence)


def hidden(fragment: Fragment) -> tuple[str, ...]:
    """Return the text of code that does not stand in the file as it is read: decoded, or put together.

    Where most does, only what stands around the rest: a word that the file does not hold holds a replaced letter.
    """
    if not isinstance(fragment.offsets, Offsets):
        return () if fragment.offsets is None else (fragment.text,)
    windows: list[tuple[int, int]] = []
    for start in fragment.offsets.starts[1:]:
        first = max(0, start - _AROUND)
        if windows and first <= windows[-1][1]:
            first = windows.pop()[0]
        windows.append((first, start + _AROUND))
    return tuple(fragment.text[first:last] for first, last in windows)


class _Evidence(NamedTuple):
    """Where the words asked for stand, strings that are put together, and keys of the window that are."""

    names: list[Hit]
    texts: list[Hit]
    made: list[int]
    keys: list[int]


class _Reading:
    """One pass over the evidence; the parts collect, ``read`` puts them together."""

    def __init__(self, code: Code, state: State) -> None:
        self.code = code
        self.state = state
        self.tracer = Tracer(code)
        self.seeds = Seeds(code, self.tracer)
        self.literals = Literals(code, state)
        self.loads = Loads(code, state)
        self.imports: list[Import] = []
        self.elements: list[Element] = []
        self.marks: tuple[Mark, ...] = ()
        self.hidden = list(hidden(code.fragment))
        self.run: list[Node] = []

    def read(self, evidence: _Evidence) -> Script:
        for module, parameter, function in exports.handed(self.code):
            self.seeds.handed(module, parameter, function)
        for hit in evidence.names:
            self._name(hit)
        self._strings(evidence.texts)
        for at in evidence.made:
            self._made(at)
        for at in evidence.keys:
            self._key(at)
        for node in self.run:
            self.literals.run(node)
        self._bundled()
        self.tracer.run()
        for used in self.tracer.components:
            self._element(element_at(self.code, used.step, self.state, used.path))
        return self._script()

    def _strings(self, texts: list[Hit]) -> None:
        """Read the strings in which something asked for stands, then those that are markup or elements."""
        asked = self.code.interest.texts
        for hit in texts:
            if hit.word in asked:
                self._text(hit)
        for step in self.seeds.strings:
            self.literals.read(step, asked=False, named=True)
        for hit in texts:
            if hit.word not in asked:
                self._text(hit)

    def _name(self, hit: Hit) -> None:
        word = hit.word
        if word in self.code.interest.names:
            self.seeds.name(hit)
        if word in INJECTING:
            self.seeds.injected(hit)
        if word not in _SHAPES or (word in _IDLE and _IDLE[word].match(self.code.data, hit.end)):
            return
        step = self.code.tree.at(hit.start, hit.end)
        if word in _IMPORTS:
            found = list(imports_at(self.code, step, word, self.state))
            self.imports += found
            if any(constant(one.specifier) in self.code.interest.modules for one in found):
                self.seeds.module(step)
        if word in _WORKERS:
            self.imports += worker_at(self.code, step, self.state)
        if word in _LOADS:
            self._load(step, word)

    def _load(self, step: Step, word: str) -> None:
        if word in _CREATING:
            self.loads.created(step, word)
            return
        call = step.parent
        while call is not None and call.type in {"member_expression", "import"}:
            call = call.parent
        if call is None or call.type not in {"call_expression", "new_expression"}:
            return
        callee = field(call.node, "function") or field(call.node, "constructor")
        given = arguments(call.node)
        if not given or callee is None:
            return
        called = bare(callee)
        if called.end_byte != step.node.end_byte:
            return
        if word in {"eval", "Function"}:
            self.loads.evaluated(given[-1])
            self.run.append(given[-1])
        elif word == "getScript":
            self.loads.loaded(given[0], call, "a script is loaded from a URL that only the run time knows")
        elif word == "importScripts" or called.type == "import":
            self.loads.unknown_import(given[0])

    def _text(self, hit: Hit) -> None:
        word = hit.word
        if word in _CREATED:
            step = self.code.tree.at(hit.start + 1, hit.end - 1)
            call = step.parent.parent if step.parent is not None and step.parent.type == "arguments" else None
            if call is not None and call.type == "call_expression" and is_creator(call.node, CREATORS):
                self._element(element_at(self.code, call, self.state))
            return
        if word in _OPENED:
            opening = self.code.tree.at(hit.start + 1, hit.start + 2).parent
            while opening is not None and opening.type == "member_expression":  # <Form.Item>
                opening = opening.parent
            if opening is not None and opening.type in {"jsx_opening_element", "jsx_self_closing_element"}:
                tag = tag_of(opening.node)
                if tag in REPORTED or is_entered(tag):
                    self._element(element_at(self.code, opening, self.state))
                return
        self.literals.at(hit.start, hit.end, asked=word in self.code.interest.texts)

    def _made(self, at: int) -> None:
        step = self.literals.made(at)
        name = string_of(self.code, step.node) if step is not None else None
        if step is not None and name in _CREATING:
            self.loads.created(step, name)
        if step is not None and name in self.code.interest.names:
            self.seeds.key(step, name)

    def _key(self, at: int) -> None:
        """Read ``window["f" + "bq"]`` at its bracket."""
        step = self.code.tree.at(at, at + 1).parent
        index = field(step.node, "index") if step is not None and step.type == "subscript_expression" else None
        if step is None or index is None:
            return
        name = string_of(self.code, index)
        if name is None:
            self.loads.named(step, index)
            return
        self.hidden.append(f"window['{name}'](")
        if name in self.code.interest.names:
            self.seeds.key(self.code.tree.step(index), name)

    def _bundled(self) -> None:
        """Start at the modules of a bundle that hold a package, or that the caller knows to."""
        code = self.code
        self.marks = packed.marks(code)
        code.packed.update(mark.module for mark in self.marks if mark.module)
        for step in packed.requests(code):
            path = path_of(code, step.node)
            if path is not None and path.module in code.packed:
                self.tracer.add(step.node, path)
        present = {mark.text for mark in self.marks}
        methods = frozenset(method for text, method in code.interest.marks if method and text in present)
        for own in packed.objects(code, methods):
            for use in code.references(own.declaration.name, own.declaration.scope, own.declaration):
                self.tracer.add(use.node, Path(own.module, ("default",), aliased=True))

    def _told(self, around: Sequence[wrappers.Wrapped]) -> Iterator[Step]:
        """Yield where a module of a bundle may have something to export: wrappers, what others of it export or want."""
        yield from (wrapped.function for wrapped in around)
        asked = tuple(one for one in self.code.interest.given.asked if one.startswith(packed.PREFIX))
        yield from (self.code.tree.at(at, at + 1) for at in packed.defined(self.code.data, asked))
        yield from packed.requests(self.code)

    def _element(self, element: Element | None) -> None:
        if element is not None:
            self.elements.append(element)

    def _script(self) -> Script:
        code, state = self.code, self.state
        inner = self.literals.scripts
        found = [one for called in self.tracer.calls for one in wrappers.reached(code, called)]
        found += [one for used in self.tracer.components for one in wrappers.rendered(code, used)]
        around, outer = wrappers.wrappers(code, [*found, *self.loads.loading])
        for one in (*found, *outer):
            if one.callee in LOADING:
                self.loads.through(one)
        direct = [wrappers.call(code, one, state) for one in found if one.callee not in LOADING]
        direct += wrappers.wrapped_calls(code, [one for one in outer if one.callee not in LOADING], state)
        offered = self.tracer.found or self.loads.loading or code.interest.given or code.interest.exports
        writes = [calls.assignment(code, found, state) for found in self.tracer.writes]
        elements = [*self.elements, *self.loads.elements, *self.literals.elements]
        imports = [*self.imports, *self.loads.imports]
        script = Script(
            code.fragment.span(0, len(code.fragment.text)),
            calls=_ordered(direct, *(script.calls for script in inner)),
            assignments=_ordered(writes, *(script.assignments for script in inner)),
            literals=_ordered(self.literals.found, *(script.literals for script in inner)),
            imports=_ordered(imports, *(script.imports for script in inner)),
            elements=_ordered(elements, *(script.elements for script in inner)),
            opaque=_ordered(self.loads.opaque, *(script.opaque for script in inner)),
            declared=tuple(sorted(self.seeds.declared)),
            marks=self.marks,
            state=state,
            exports=exports.exports(code, around, found=found, places=self._told(around)) if offered else Exports(),
            passed=exports.passed(code, around) if around else (),
            wanted=tuple(code.wanted),
            hidden=tuple(dict.fromkeys(chain(self.hidden, self.literals.hidden, *(one.hidden for one in inner)))),
        )
        return msgspec.structs.replace(script, regions=byname.regions(code, _places(script)))


def _places(script: Script) -> Iterator[Span]:
    """Yield where something stands that was found."""
    said: list[Iterable[Call | Assignment | Literal | Element | Import | Opaque | Mark]]
    said = [script.calls, script.assignments, script.literals, script.elements, script.imports, script.opaque]
    yield from (one.span for one in chain(*said, script.marks))


def merged(versions: Sequence[Script]) -> Script:
    """Return what any version or part of the same code says."""
    first = versions[0]
    if len(versions) == 1:
        return first
    return msgspec.structs.replace(
        first,
        calls=_ordered(*(one.calls for one in versions)),
        assignments=_ordered(*(one.assignments for one in versions)),
        literals=_ordered(*(one.literals for one in versions)),
        imports=_ordered(*(one.imports for one in versions)),
        elements=_ordered(*(one.elements for one in versions)),
        opaque=_ordered(*(one.opaque for one in versions)),
        hidden=tuple(dict.fromkeys(chain.from_iterable(one.hidden for one in versions))),
    )


def _ordered(*parts: Iterable[_Placed]) -> tuple[_Placed, ...]:
    """Return all items in the order of the file, equal ones once."""
    found = sorted(chain.from_iterable(parts), key=lambda item: item.span)
    return tuple(item for at, item in enumerate(found) if at == 0 or item != found[at - 1])
