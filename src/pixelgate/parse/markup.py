"""Markup to elements, pieces of code and comments. Reads any piece of markup, whole page or half of one.

A flat stream of tags, not a tree: a template holds both branches of every condition, so that elements open twice and
close never, and a tree builder would drop what stands in the wrong place. What the server sends is in here somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from itertools import accumulate

import msgspec
from turbohtml import Token, TokenType, tokenize

from pixelgate.parse.attributes import Filled, decode_base64, decode_percent, decode_references, read_attributes
from pixelgate.parse.document import Attribute, Comment, Element, Failure, State
from pixelgate.parse.mask import filler
from pixelgate.parse.scripts import Role, role_of
from pixelgate.parse.tags import KNOWN, RAW, REPORTED, TEXTUAL, is_code, is_telling
from pixelgate.parse.values import pattern
from pixelgate.source import HOLE, Fragment, Span

_DEPTH = 12  # markup in comments, templates and frames inside one another
_LONGEST = 2000  # characters of a label that are read; the rest would be a page inside a label that nobody closed
_XML = re.compile(r"\s*(?:<\?xml\b|(?:<!--.*?-->\s*)?<(?:odoo|openerp|templates)\b)", re.DOTALL)
_FOREIGN = re.compile(
    r"<(?P<end>/?)(?:svg|math)(?=[\s/>])|(?P<data><!\[CDATA\[.*?\]\]>)"
    r"|<(?P<raw>script|style|title|textarea|iframe|noscript|noembed|noframes|xmp|plaintext)(?=[\s/>])"
    r"(?P<empty>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+(?<=/)>)?",
    re.IGNORECASE | re.DOTALL,
)
_FOREIGN_NAMES = {f"{name[:-1]}-": name for name in RAW}
_FOREIGN_ROOTS = frozenset({"svg", "math"})
_MENU = 40
"""How many links of a page are read that do nothing but lead elsewhere: what it offers a visitor to choose from."""

_NOTED = _FOREIGN_ROOTS | {"noscript"}
_EMBEDDING = {
    "script": frozenset({"src", "href", "xlink:href"}),
    **dict.fromkeys(("iframe", "frame", "embed"), frozenset({"src"})),
    "object": frozenset({"data"}),
}
_DATA_URL = re.compile(r"[\x00-\x20]*data:[^,]*?(?P<base64>;\s*base64\s*)?,", re.IGNORECASE)
_CDATA_START = re.compile(r"\s*<!\[CDATA\[")
_CDATA_END = re.compile(r"\]\]>\s*\Z")
_CONDITION = re.compile(r"\s*\[if\s[^\]]*\]", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_JAVASCRIPT = re.compile(r"[\x00-\x20]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.IGNORECASE)
_CONTENTS = frozenset({"tal:content", "tal:replace"})
_STRING = re.compile(r"\s*(?:structure\s+)?string:")
"""Zope page templates write the content of an element in an attribute of it, scripts too."""
_LINKS = frozenset({"href", "src", "action", "formaction", "data", "xlink:href"})


class Code(msgspec.Struct, frozen=True):
    """A piece of code in markup: an inline script, an event handler, a ``javascript:`` URL."""

    fragment: Fragment
    language: str = "javascript"
    state: State = State.ACTIVE


class Markup(msgspec.Struct, frozen=True):
    """What stands in a piece of markup, each kind in file order."""

    elements: tuple[Element, ...] = ()
    codes: tuple[Code, ...] = ()
    comments: tuple[Comment, ...] = ()
    failures: tuple[Failure, ...] = ()


class Component(msgspec.Struct, frozen=True):
    """How the template of a framework's component differs from HTML.

    ``bound`` matches the names of attributes whose value is an expression; ``scripts`` is the state of the ``<script>``
    elements in it.
    """

    bound: re.Pattern[str]
    scripts: State = State.ACTIVE


Piece = tuple[Fragment, State]
_START_TAG, _END_TAG = TokenType.START_TAG, TokenType.END_TAG  # asked for each of many tokens


def scan(
    fragment: Fragment,
    holes: Sequence[Filled] = (),
    *,
    origin: str = "markup",
    component: Component | None = None,
) -> Markup:
    """Read a piece of markup and all markup inside it (comments, frames' documents, templates in scripts)."""
    scanner = _Scanner(holes, origin, component)
    work = [(fragment, State.ACTIVE, 0)]
    failures = []
    while work:
        piece, state, depth = work.pop()
        if depth > _DEPTH:
            message = f"markup is nested more than {_DEPTH} deep; what is inside is not read"
            failures.append(Failure("unparsable-file", message, piece.span(0, len(piece.text))))
            continue
        work += [(inner, inner_state, depth + 1) for inner, inner_state in scanner.read(piece, state)]
    return Markup(
        tuple(sorted(scanner.elements, key=lambda element: element.span)),
        tuple(sorted(scanner.codes, key=lambda code: code.fragment.span(0, 0))),
        tuple(sorted(scanner.comments, key=lambda comment: comment.span)),
        tuple(failures),
    )


class _Scanner:
    """Collects from all pieces; ``piece``, ``state`` and ``inner`` belong to the one that is being read."""

    def __init__(self, holes: Sequence[Filled], origin: str, component: Component | None) -> None:
        self.holes = holes
        self.origin = origin
        self.component = component
        self.elements: list[Element] = []
        self.codes: list[Code] = []
        self.links = 0
        self.comments: list[Comment] = []

    def read(self, piece: Fragment, state: State) -> list[Piece]:
        """Read one piece; return the pieces of markup inside it."""
        self.piece, self.state = piece, state
        self.inner: list[Piece] = []
        self.open: dict[str, list[tuple[int, int]]] = {}
        self.foreign = 0
        text = _tokenizable(piece.text, empty=self.component is not None)
        widths = list(accumulate(map(len, text.split("\n")), initial=0))
        for token in tokenize(text, capture_source=True):
            kind = token.type
            if kind is _START_TAG:
                name = token.tag or ""
                if name in _NOTED:
                    self._note(name, token_offset(token, widths) + len(token.source or ""))
                if name in REPORTED or name not in KNOWN or (token.attrs and self._tells(name, token.attrs)):
                    self._start(name, token_offset(token, widths), token.source or "")
            elif kind is _END_TAG and (token.tag in self.open or token.tag in _NOTED):
                self._end(token.tag, token_offset(token, widths))
            elif kind is TokenType.COMMENT:
                self._comment(token, token_offset(token, widths))
            elif kind is TokenType.DOCTYPE:
                at = token_offset(token, widths)
                self._element("!doctype", (), piece.span(at, at + len(token.source or "")))
        for name in RAW & self.open.keys():
            self._end(name, len(text))
        return self.inner

    def _tells(self, name: str, attributes: list[tuple[str, str]]) -> bool:
        """Tell whether an element of which most say nothing is worth reporting; so are the first links of a page."""
        if is_telling(attributes):
            return True
        linked = name == "a" and self.links < _MENU and any(key == "href" for key, _ in attributes)
        self.links += linked
        return linked

    def _note(self, name: str, end: int) -> None:
        """Open what decides how its content is read: text while scripts are on, or elements that are not HTML's."""
        if name == "noscript":
            self.open.setdefault(name, []).append((-1, end))
        else:
            self.foreign += 1

    def _start(self, name: str, start: int, source: str) -> None:
        end = start + len(source)
        tag = self.piece.slice(start, end)
        read = tuple(read_attributes(tag, self.holes))
        attributes = tuple(attribute for attribute, _ in read)
        empty = name in _FOREIGN_NAMES and source.endswith("/>")
        if name in _FOREIGN_NAMES:
            name = _FOREIGN_NAMES[name]
        elif name not in KNOWN:
            name = tag.text[1 : 1 + len(name)]
        self._element(name, attributes, tag.span(0, len(source)))
        for attribute, value in read:
            self._attribute(attribute, value)
            if attribute.name in _EMBEDDING.get(name, ()):
                self._embedded(name, value, self.elements[-1].state)
        if not empty and (name == "script" or name in TEXTUAL):
            self.open.setdefault(name, []).append((len(self.elements) - 1, end))

    def _element(self, name: str, attributes: tuple[Attribute, ...], span: Span) -> None:
        state = self.state
        if state is State.ACTIVE and name == "script":
            state = self._script_state(role_of(attributes)[2])
        if state is State.ACTIVE and _is_deferred(attributes):
            state = State.GATED
        self.elements.append(Element(name, attributes, span, state, self.origin))

    def _script_state(self, state: State) -> State:
        dead = self.state is State.INACTIVE or (self.component and self.component.scripts is State.INACTIVE)
        return State.INACTIVE if dead else state

    def _attribute(self, attribute: Attribute, value: Fragment) -> None:
        if not value.text.strip():
            return
        if is_code(attribute.name):
            self.codes.append(Code(value, state=self.state))
        elif self.component and self.component.bound.fullmatch(attribute.name):
            self.codes.append(Code(_parenthesized(value), "typescript", self.state))
        elif attribute.name in _CONTENTS and (said := _STRING.match(value.text)):
            self.codes.append(Code(value.slice(said.end(), len(value.text)), state=self.state))
        elif attribute.name == "srcdoc":
            self.inner.append((value, self.state))
        elif attribute.name in _LINKS and (scheme := _JAVASCRIPT.match(value.text)):
            code = decode_percent(value.slice(scheme.end(), len(value.text)))
            self.codes.append(Code(code, state=self.state))

    def _embedded(self, name: str, value: Fragment, state: State) -> None:
        """Read the script or document that stands in the address itself (``data:text/javascript,…``)."""
        found = _DATA_URL.match(value.text)
        if found is None:
            return
        content = decode_percent(value.slice(found.end(), len(value.text)))
        if found["base64"]:
            content = decode_base64(content)
        if name == "script":
            self.codes.append(Code(content, state=state))
        else:
            self.inner.append((content, self.state))

    def _end(self, name: str, at: int) -> None:
        if name not in self.open:
            self.foreign -= self.foreign > 0 and name in _FOREIGN_ROOTS
            return
        index, start = self.open[name].pop()
        if not self.open[name]:
            del self.open[name]
        if name == "noscript":
            self.inner.append((self.piece.slice(start, at), self.state))
            return
        element = self.elements[index]
        content = self.piece.slice(start, at)
        if name == "script":
            text = self._script(element, content)
        else:
            text = content.text if name == "style" else _plain(content.text[:_LONGEST])
        span = self.piece.span(start, at)
        self.elements[index] = msgspec.structs.replace(element, text=text, content=span)

    def _script(self, element: Element, content: Fragment) -> str:
        """Sort the content of a script; return it where it is data."""
        role, language, state = role_of(element.attributes)
        state = self._script_state(state)
        if content.text.lstrip()[:7].lower() == "<script":  # two branches of a template, one end tag
            self.inner.append((content, self.state))
        elif role is Role.DATA:
            return content.text
        elif role is Role.TEMPLATE:
            self.inner.append((content, self.state))
        elif role is Role.CODE and element.attribute("src") is None and content.text.strip():
            code = _without_cdata(content)
            self.codes.append(Code(decode_references(code) if self.foreign else code, language, state))
        return ""

    def _comment(self, token: Token, at: int) -> None:
        source = token.source or ""
        piece = self.piece
        data = token.data or ""
        self.comments.append(Comment(data, piece.span(at, at + len(source))))
        if not source.startswith("<!--") or "<" not in data:
            return
        start = at + len("<!--")
        state = self.state if _CONDITION.match(data) else State.INACTIVE
        self.inner.append((piece.slice(start, start + len(data)), state))


def token_offset(token: Token, widths: list[int]) -> int:
    """Return where a token begins; ``widths`` are the summed lengths of the lines before each line."""
    return widths[token.line - 1] + token.line - 1 + token.col


def _tokenizable(text: str, *, empty: bool) -> str:
    """Rename, where the tokenizer would take markup for text, the elements by which it does.

    Those are text only in HTML: in SVG, MathML and XML they hold elements, may be ``empty`` (``<style/>``), and CDATA
    is text. A component's template may hold empty ones too. A carriage return, which only decoded text has, becomes a
    space: the tokenizer would count a line for it.
    """
    text = text.replace("\r", " ")
    least = depth = int(_XML.match(text) is not None)
    if not depth and not empty and "<svg" not in (lower := text.lower()) and "<math" not in lower:
        return text

    def renamed(found: re.Match[str]) -> str:
        nonlocal depth
        name = found["raw"]
        if found["data"]:
            return filler(found[0], " ") if depth else found[0]
        if not name:
            depth = max(least, depth + (-1 if found["end"] else 1))
            return found[0]
        foreign = depth and name.lower() != "script"
        return (
            f"<{name[:-1]}-{found[0][len(name) + 1 :]}"
            if foreign or (found["empty"] and (depth or empty))
            else found[0]
        )

    return _FOREIGN.sub(renamed, text)


def _is_deferred(attributes: tuple[Attribute, ...]) -> bool:
    """Tell whether an element waits for a script to give it its source (``data-src``)."""
    if not any(attribute.name.startswith("data-") and attribute.name.endswith("src") for attribute in attributes):
        return False
    source = next((attribute.value for attribute in attributes if attribute.name == "src"), None)
    return source is None or pattern(source).strip().startswith(("data:", "about:"))


def _plain(markup: str) -> str:
    """Return the words of a piece of markup."""
    return " ".join(unescape(_TAG.sub(" ", markup)).replace(HOLE, "").split())


def _parenthesized(code: Fragment) -> Fragment:
    """Make an expression out of what would be read as a block: ``{id: user.id}``."""
    places = [code.span(at, at).start for at in range(len(code.text) + 1)]
    return Fragment(f"({code.text})", 0, (places[0], *places, places[-1]))


def _without_cdata(code: Fragment) -> Fragment:
    """Cut the bare CDATA marks that XHTML puts around code, which no JavaScript parser would take."""
    opening = _CDATA_START.match(code.text)
    closing = _CDATA_END.search(code.text) if opening else None
    start = opening.end() if opening else 0
    return code.slice(start, closing.start() if closing else len(code.text)) if start else code
