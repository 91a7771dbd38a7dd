"""Code in which nothing asked for occurs: its imports, and what it loads, requests or runs all the same.

A tracker that no data describes, and code that hides which one it loads, hold none of the words asked for. What they
cannot do without is a way to load: those few words are looked for, and the tree is made only around them. When it shows
something there, the whole text is read, because what a name means may stand far away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from pixelgate.parse.document import Element, Failure, ImportKind, Interest, Script, State, Use
from pixelgate.parse.javascript.scan import scan_imports
from pixelgate.parse.javascript.script import Setting, hidden, merged, parse_script, read_plain, with_unread
from pixelgate.parse.javascript.stringarrays import looked_up
from pixelgate.parse.javascript.text import spelled_out, to_ascii
from pixelgate.parse.javascript.words import GLOBALS, KEY, find_names, find_texts
from pixelgate.parse.marks import marks
from pixelgate.parse.tags import OPENED, is_entered
from pixelgate.parse.values import Constant, Hole, Unknown
from pixelgate.source import Fragment, Span

LOADING = frozenset({
    "https://", "http://", "wss://", "<script", "<iframe", '"//', "'//", "`//", "stun:", "turn:",
})  # fmt: skip
"""Parts of strings that are addresses outside the page, or markup that loads something."""

_SILENT = Interest(texts=LOADING)

LONGEST = 10_000_000
"""Characters of the longest code of which a tree is made: about 80 bytes of memory and a microsecond for each."""

_REACH = 6_000
_SMALL = 4 * _REACH
_QUOTE = "[\"'`]"
_ADDRESS = rf"\(\s*(?:{_QUOTE}\w{{3,7}}{_QUOTE}\s*,\s*)?{_QUOTE}(?:(?:http|ws)s?:)?//"
_WAYS = {
    "createElement": re.compile(
        rf"(?:NS)?(?:{_QUOTE}\s*\])?\(\s*(?:[^,()]{{1,80}},\s*)?{_QUOTE}(?:script|iframe){_QUOTE}", re.IGNORECASE
    ),
    "eval": re.compile(r"(?<![\w$]eval)\s*\("),
    "Function(": re.compile(rf"(?<![\w$]Function\()(?!\s*{_QUOTE}return this{_QUOTE})(?!\s*\))"),
    "import(": re.compile(rf"(?!\s*{_QUOTE}[^{{}}]*?{_QUOTE}\s*\))"),
    "importScripts": re.compile(r"\s*\("),
    "getScript": re.compile(r"\s*\("),
    "fetch": re.compile(_ADDRESS),
    ".open": re.compile(_ADDRESS),
    "sendBeacon": re.compile(_ADDRESS),
    "WebSocket": re.compile(_ADDRESS),
    "WebTransport": re.compile(_ADDRESS),
    "EventSource": re.compile(_ADDRESS),
    "addModule": re.compile(_ADDRESS),
    "url(": re.compile(r"\\?[\"']?(?:https?:)?//"),
    "location": re.compile(
        rf"(?:\.href)?\s*=\s*{_QUOTE}(?:https?:)?//|\.(?:assign|replace)\(\s*{_QUOTE}(?:https?:)?//"
    ),
    "RTCPeerConnection": re.compile(r"\s*\("),
    ".src": re.compile(rf"\s*=\s*{_QUOTE}(?:https?:)?//"),
    "src:": re.compile(rf"\s*{_QUOTE}(?:https?:)?//"),
    "document.write": re.compile(r"(?:ln)?\s*\("),
    "insertAdjacentHTML": re.compile(r"\s*\("),
    "<script": re.compile(r"\s[^<>]{0,400}?\bsrc\s*=", re.IGNORECASE),
    "<Script": re.compile(r"\s[^<>]{0,400}?\bsrc\s*="),
    "<iframe": re.compile(r"\s[^<>]{0,400}?\bsrc\s*=", re.IGNORECASE),
    ".innerHTML": re.compile(rf"\s*\+?=\s*(?P<quote>{_QUOTE})(?!(?P=quote))"),
    "atob(": re.compile(rf"\s*{_QUOTE}"),
    "fromCharCode": re.compile(r"\(\s*(?:0x)?\d\w*\s*,|\.apply\([^()\[\]]{0,40}\["),
    ".reverse()": re.compile(r"\s*\.\s*join\("),
    **{name: re.compile(rf"(?<![\w$]{name}){KEY}") for name in GLOBALS},
}
_LONGEST_JSX = 400_000
_JSX = re.compile(r"(?:\breturn|=>|&&|[?(:])\s*<[A-Za-z>]")
_CONTROLS = ("<input", "<select", "<textarea", *sorted(OPENED))
_ENTERED = frozenset({"input", "select", "textarea", "label", "button", "form"})
"""Where JSX may stand, and what of it says what a visitor enters."""

_ADDED = re.compile(rf"\+(?=\s*{_QUOTE})")
_CLOSED = re.compile(rf"{_QUOTE}\s*\Z")
_JOINT = re.compile(rf"{_QUOTE}\s*\+\s*{_QUOTE}")
_AROUND = 120
"""Characters on each side of two strings that are added, in which more of them may stand."""

_ACTING = frozenset({Use.LOAD, Use.REQUEST, Use.FRAME, Use.HINT, Use.VISIT})
_LOADING = frozenset({"script", "Script", "iframe", "img", "link", "object", "embed"})
_LOCATING = re.compile(r"[\w:-]*(?:src|href|ur[il]|link|action)[\w:-]*|data|style|content|poster")
"""Attributes with which such an element loads something; without one it does nothing that the text does not say."""


def glance(
    fragment: Fragment,
    *,
    language: str = "javascript",
    holes: Sequence[Hole | Unknown] = (),
    state: State = State.ACTIVE,
    told: Sequence[Span] = (),
) -> Script:
    """Return the imports of a piece of code, and what it loads or runs from elsewhere.

    ``told`` is where it loads what is told already: a bundle's chunks.
    """
    found, unread = looked_up(spelled_out(fragment), language)
    return with_unread(_glanced(found, (language, holes, state), told), unread)


def _glanced(fragment: Fragment, setting: Setting, told: Sequence[Span]) -> Script:
    state = setting[2]
    imports = scan_imports(fragment)
    unseen = (*hidden(fragment), *_joined(fragment.text))
    ways = sorted(at for at in _ways(fragment.text) if not any(fragment.span(at, at) in one for one in told))
    parts = [fragment] if len(fragment.text) <= _SMALL else [fragment.slice(*window) for window in _windows(ways)]
    read = [read_plain(part, _SILENT, setting) for part in parts] if ways else []
    if any(map(_acts, read)):
        large = len(fragment.text) > LONGEST
        whole = _cut(merged(read), fragment) if large else read_plain(fragment, _SILENT, setting)
        return msgspec.structs.replace(whole, hidden=(*whole.hidden, *unseen))
    unseen += tuple(text for part in read for text in part.hidden)
    entered = _entered(fragment, setting)
    return Script(fragment.span(0, len(fragment.text)), imports=imports, elements=entered, state=state, hidden=unseen)


def _entered(fragment: Fragment, setting: Setting) -> tuple[Element, ...]:
    """Return what a visitor enters something in, with its labels and buttons, of code that holds JSX."""
    text = fragment.text
    held = len(text) <= _LONGEST_JSX and any(marks(text).folded(word) for word in _CONTROLS)
    if not held or not _JSX.search(text):
        return ()
    found = read_plain(fragment, Interest(), setting).elements
    return tuple(one for one in found if one.origin == "jsx" and (one.tag in _ENTERED or is_entered(one.tag)))


def excerpts(
    fragment: Fragment,
    interest: Interest,
    *,
    language: str = "javascript",
    holes: Sequence[Hole | Unknown] = (),
    state: State = State.ACTIVE,
) -> Script:
    """Read what stands around the words asked for, in code that is too large for a tree; the rest is a failure."""
    data = to_ascii(fragment.text)
    hits = (*find_names(data, interest.names), *find_texts(data, interest.texts))
    windows, room = [], LONGEST
    for start, end in _windows(sorted(hit.start for hit in hits)):
        room -= end - start
        windows += [fragment.slice(start, end)] if room >= 0 else []
    parts = [parse_script(part, interest, language=language, holes=holes, state=state) for part in windows]
    imports = Script(fragment.span(0, 0), imports=scan_imports(fragment), state=state)
    return _cut(merged([imports, *parts]), fragment)


def _cut(script: Script, fragment: Fragment) -> Script:
    """Say that code was read in parts, as the script of the whole."""
    size = len(fragment.text)
    rest = "only what stands around the words asked for is read: split it"
    message = f"this code has {size:,} characters; beyond {LONGEST:,} {rest}"
    span = fragment.span(0, size)
    failure = Failure("unparsable-file", message, fragment.span(0, 0))
    return msgspec.structs.replace(script, span=span, failures=(failure,))


def _joined(text: str) -> Iterator[str]:
    """Yield what strings say that are added to one another, with what stands around them."""
    end = 0
    for added in _ADDED.finditer(text):
        if added.start() >= end and _CLOSED.search(text, max(0, added.start() - 40), added.start()):
            end = added.end() + _AROUND
            yield _JOINT.sub("", text[max(0, added.start() - _AROUND) : end])


def _ways(text: str) -> Iterator[int]:
    """Yield the places where a text may load, request or run something."""
    found = marks(text)
    for word, what in _WAYS.items():
        yield from (at for at in found.of(word) if what.match(text, at + len(word)))


def _windows(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of text around places, those that meet as one."""
    start = end = 0
    for place in places:
        if end and place - _REACH > end:
            yield start, end
            start = place - _REACH
        start = max(0, start if end else place - _REACH)
        end = place + _REACH
    if end:
        yield start, end


def _acts(script: Script) -> bool:
    """Tell whether a script loads, requests or runs something beyond what a scan for imports sees."""
    loads = any(i.kind is ImportKind.SCRIPT or not isinstance(i.specifier, Constant) for i in script.imports)
    acting = any(one.use in _ACTING for one in script.literals)
    return loads or acting or any(map(_is_placed, script.elements)) or bool(script.opaque)


def _is_placed(element: Element) -> bool:
    """Tell whether an element is given something to load."""
    return element.tag.lower() in _LOADING and any(_LOCATING.fullmatch(one.name) for one in element.attributes)
