"""The words by which a vendor can be seen in the bytes of a file, and what must stand around those that are common."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator

import msgspec

from pixelgate.vendors.model import CallPattern, Emitter, Stub, Vendor
from pixelgate.vendors.patterns import Pattern, words
from pixelgate.vendors.rules import Rule, Rules
from pixelgate.vendors.urls import UrlPattern

SHORT = 2
"""Names up to this length are variables in every minified bundle."""

TELLING = 12
"""Members with names of this length, all that is known of a short name, tell more than the name."""

SHARED = frozenset({
    "cdn.jsdelivr.net", "unpkg.com", "s3.amazonaws.com", "storage.googleapis.com", "googleapis.com", "www.google.com",
    "www.youtube.com", "youtube.com",
})  # fmt: skip
"""Hosts that serve much that is no vendor's."""

LONG = 12
"""Base64 of texts up to this length is too short to be telling."""

_BARE = ("{}(", "{} (", "{}=", "{} =", "{}`")
_QUOTED = ("{}'", '{}"')
_FORMS = ("{}\n", "{}?.", "{}.", "{}[", "{}!", *_QUOTED, "{} as ", "{})")
_TAKEN = ("window.{}", "self.{}", "globalThis.{}", "parent.{}", "top.{}", ").{}", "?.{}")
_UNPACKED = ("{{{}", "{{ {}", ",{}}}", ", {} }}", ",{}:", ", {}:", ",{},", ", {},")


class Word(msgspec.Struct, frozen=True):
    """A literal in lower case, and the word it announces.

    ``spelling``: how the literal must be written; empty when case does not matter. ``bounded``: it must be a whole
    word. ``around``: a regular expression that must be found near it, or begin ``at`` so far within it. ``instead``:
    one that will do as well, wherever near it.
    """

    literal: bytes
    word: str
    spelling: bytes = b""
    bounded: bool = True
    around: bytes = b""
    at: int = -1
    instead: bytes = b""


def of_url(url: UrlPattern, *, loader: bool = False) -> Iterator[Word]:
    """Yield the mark of a URL; of a loader also what it looks like within Base64, at each of three alignments.

    Of a host that serves much else, and of a file that may lie at any host, all that is known of the path must be near.
    """
    known = url.pieces if url.mark in SHARED or not url.key else ()
    near = rb"(?s:.{0,160}?)".join(re.escape(piece.encode()) for piece in known)
    around = rb"(?i:%b)" % near if near else b""
    yield Word(url.mark.encode(), url.mark, bounded=bool(url.key), around=around)
    if loader and len(url.mark) > LONG:
        for shift in range(3):
            text = b64encode(b"\0" * shift + url.mark.encode())[-(-shift * 4 // 3) : -4]
            yield Word(text.lower(), url.mark, text, bounded=False)


def plain_beginning(form: str) -> str:
    """Return the plain text with which a regular expression begins."""
    found = re.match(r"[\w-]+(?![?*{])", form)
    return found[0] if found else ""


def plain_part(glob: str) -> str:
    """Return the longest text that a string must hold to match a glob, in lower case."""
    return max(glob.lower().split("*"), key=len)


def of_id(vendor: Vendor) -> Iterator[Word]:
    """Yield the beginnings of a string that is one of the vendor's IDs."""
    form = vendor.id.anywhere.encode()
    for quote in "\"'`" if form else "":
        start = quote + plain_beginning(vendor.id.anywhere)
        around = re.escape(quote.encode()) + rb"(?:%b)" % form + re.escape(quote.encode())
        yield Word(start.lower().encode(), start, start.encode(), bounded=False, around=around)


def of_vendor(vendor: Vendor) -> Iterator[Word]:
    """Yield the packages, template tags, components, settings, stubs and own script of a vendor."""
    modules = {package.name for package in vendor.package if package.registry == "npm"} | {*vendor.modules}
    for module in sorted(modules):
        yield _named(module, b"" if re.search(r"\W|_", module) else rb"[\"'`/]%b[\"'`/@]")
    for emitter in vendor.emitter:
        yield from _of_emitter(emitter)
    for package in vendor.package:
        yield from (_named(component.name) for component in package.component if component.name != "default")
        identifiers = (_keys(path) for path, meaning in package.config_keys.items() if meaning in {"id", "runtime"})
        yield from (_keyed(keys) for keys in identifiers if len(keys) > 1)
    yield from (_named(trigger.attribute) for trigger in vendor.trigger)
    yield from (_named(attribute.name) for attribute in vendor.attribute if attribute.tells != "nothing")
    if " " in vendor.name and any(package.registry == "npm" and package.call for package in vendor.package):
        yield _named(vendor.name, rb"(?:\bimport\s*\(\s*[\"'`]\.)")
    yield from of_id(vendor)
    yield from (word for stub in vendor.stub for word in _of_stub(stub))
    for text in sorted(vendor.body, key=len)[-1:]:
        yield Word(text.lower().encode(), text, text.encode(), bounded=False)


def _of_emitter(emitter: Emitter) -> Iterator[Word]:
    if emitter.tag:
        common = emitter.tag.isalpha() and emitter.tag.islower()
        yield _named(emitter.tag, rb"(?:[{<][%{?]|[@<])[^\n]{0,8}\b%b\b" if common else b"")
    if emitter.element:
        yield _named(emitter.element)
    if emitter.plugin:
        yield Word(plain_part(emitter.plugin).encode(), emitter.plugin, bounded=False)
    if emitter.setting:
        keys = _keys(emitter.setting)
        plain = len(keys) == 1 and keys[0].isalpha() and keys[0].islower()
        yield _named(keys[0], rb":\s*%b\b|\b%b[\"']?\s*[:=]") if plain else _keyed(keys)


def _keys(path: str) -> list[str]:
    return [key for key in path.split(".") if key != "*"]


def _keyed(keys: list[str]) -> Word:
    """Return the longest of the keys that lead to a setting; the others must stand near it, in their order."""
    path = rb"(?s:.{0,100}?)".join(rb"\b%b\b" % re.escape(key.encode()) for key in keys)
    return msgspec.structs.replace(_named(max(keys, key=len)), around=path if len(keys) > 1 else b"")


def _of_stub(stub: Stub) -> Iterator[Word]:
    """Yield how a queue is put up, where its name alone says nothing."""
    if stub.marks:
        marks = b"".join(rb"(?=(?s:.{0,250}?)%b)" % re.escape(mark.encode()) for mark in stub.marks)
        around = rb"%b[\"'`\]]*\s*=(?!=)%b" % (re.escape(stub.global_.encode()), marks)
        yield from (_word(form.format(stub.global_), stub.global_, around) for form in ("{}=", "{} =", "{}'", '{}"'))


def of_globals(rules: Rules) -> Iterator[Word]:
    """Yield the globals.

    A name counts by itself, unless it is short, common or ambiguous: then only before a call or assignment that a
    pattern describes, and where it is taken from the window under another name.
    """
    for name in sorted(rules.names):
        if "*" in name:
            yield Word(max(name.lower().split("*"), key=len).encode(), name, bounded=False)
        elif len(name) > SHORT and name not in rules.ambiguous | rules.common:
            yield _named(name)
        else:
            yield from _used(name, rules)


def _used(name: str, rules: Rules) -> Iterator[Word]:
    """Yield how a name is written where a pattern uses it."""
    counting = [rule for rule in rules.of_global(name) if not rule.ambiguous or _initial(rule)]
    if not counting and name in rules.ambiguous:
        return
    text = re.escape(name.encode())
    uses = [_use(rule.pattern).removeprefix(text) for rule in counting]
    bare = not counting or any(len(rule.pattern.path) == 1 for rule in counting)
    if bare:
        uses.append(rb"\s*(?:\?\.|\.)\s*apply\s*\(")
    around = rb"%b(?:%b)" % (text, b"|".join(dict.fromkeys(uses)))
    pieces = {rule.pattern.path[-1].removesuffix("()") for rule in counting if len(rule.pattern.path) > 1}
    telling = not bare and len(name) <= SHORT and all(len(piece) >= TELLING and "*" not in piece for piece in pieces)
    yield from (msgspec.structs.replace(_named(piece), word=name) for piece in sorted(pieces) if telling)
    for literal in _literals(name, bare=bare, plain=not telling):
        called = literal != name and literal.startswith(name) and literal[len(name)] not in "'\""
        yield Word(
            literal.lower().encode(),
            name,
            literal.encode(),
            around=around,
            at=literal.index(name),
            instead=b"" if called else _taken(name),
        )


def _initial(rule: Rule) -> bool:
    """Tell whether a pattern sets an ID, whose format may tell the vendor from strangers of the same name."""
    return isinstance(rule.entry, CallPattern) and rule.entry.kind == "init"


def _word(literal: str, name: str, around: bytes) -> Word:
    return Word(literal.lower().encode(), name, literal.encode(), around=around)


def _named(name: str, around: bytes = b"") -> Word:
    text = name.encode()
    return Word(text.lower(), name, text, around=around.replace(b"%b", re.escape(text)))


def _literals(name: str, *, bare: bool, plain: bool) -> tuple[str, ...]:
    if len(name) > SHORT:
        return (name,)
    forms = (*(_BARE if bare else ()), *(_FORMS if plain else _QUOTED), *_TAKEN, *_UNPACKED)
    return tuple(form.format(name) for form in forms)


_REACH = rb"(?:[\"'`]\s*\])?(?:\s+as\s+[\w.]+)?\s*[)!]*\s*"
_CALL = rb"(?:\?\.)?\s*(?:\.\s*(?:call|apply|bind|push)\s*(?:\?\.)?\s*)?\("


def _use(pattern: Pattern) -> bytes:
    """Return what the call or assignment of a pattern looks like in the ways that code may write it."""
    regex = _name(pattern.root) + _REACH
    if pattern.path[0].endswith("()"):
        regex += rb"\("
    for segment in pattern.path[1:]:
        regex += rb"[^;]{0,80}?[.\"'`\[\s]" + _name(segment.removesuffix("()")) + _REACH
    if pattern.assignment:
        return regex + rb"=(?!=)"
    needed = next((texts for argument in pattern.arguments if (texts := words(argument))), ())
    quoted = rb"(?s:.{0,80}?)[\"'`](?:%s)[\"'`]" % b"|".join(map(_name, needed)) if needed else b""
    return regex + _CALL + quoted


def _name(glob: str) -> bytes:
    return re.escape(glob.encode()).replace(rb"\*", rb"[^\"'`]*")


HOLDERS = (b"window", b"self", b"globalThis", b"parent", b"top", b"any", b"unknown", b"Window")
"""One of them stands in whatever takes a global from the window."""

_WINDOW = rb"(?:(?<![\w$.])(?:window|self|globalThis|parent|top)|any\s*\)|unknown\s*\)|Window\s*\))"


def _taken(name: str) -> bytes:
    """Return what it looks like to take a global from the window: as a property, by its name, by destructuring."""
    text = re.escape(name.encode())
    return b"|".join(
        (
            _WINDOW + rb"\s*[!?]*\s*\.\s*%b(?![\w$])" % text,
            _WINDOW + rb"\s*[!?]*\s*\.?\[\s*[\"'`]%b[\"'`]" % text,
            rb"[{,]\s*%b\s*(?::\s*[\w$]+\s*)?[,}][^;{}]{0,80}\}?\s*=\s*" % text + _WINDOW,
        )
    )
