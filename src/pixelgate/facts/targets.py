"""Which attributes of an element name another resource, and what the page does with it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import msgspec

from pixelgate.facts.components import brought
from pixelgate.facts.referrer import of_element
from pixelgate.parse.attributes import substitute
from pixelgate.parse.document import Attribute, Document, Element, State
from pixelgate.parse.values import Constant, Value, pattern
from pixelgate.source import Fragment, Span

_SOURCES: dict[str, dict[str, str]] = {
    "script": {
        "src": "script",
        "href": "script",
        "xlink:href": "script",
        "asp-fallback-src": "script",
        "asp-src-include": "script",
    },
    "iframe": {"src": "frame"},
    "frame": {"src": "frame"},
    "embed": {"src": "object"},
    "object": {"data": "object"},
    "img": {"src": "image", "srcset": "image", "attributionsrc": "connect"},
    "image": {"href": "image", "xlink:href": "image"},
    "input": {"src": "image", "formaction": "form"},
    "button": {"formaction": "form", "href": "link"},
    "form": {"action": "form"},
    "a": {"ping": "connect", "attributionsrc": "connect", "href": "link"},
    "area": {"ping": "connect", "href": "link"},
    "portal": {"src": "frame"},
    "source": {"src": "media", "srcset": "image"},
    "video": {"src": "media", "poster": "image"},
    "audio": {"src": "media"},
    "track": {"src": "media"},
    "mj-image": {"src": "image", "href": "link"},
    "mj-button": {"href": "link"},
    "mj-section": {"background-url": "image"},
    "mj-hero": {"background-url": "image"},
    "mj-wrapper": {"background-url": "image"},
    "amp-img": {"src": "image"},
    "amp-pixel": {"src": "image"},
    "amp-iframe": {"src": "frame"},
    "amp-list": {"src": "connect"},
    "amp-state": {"src": "connect"},
    "amp-script": {"src": "script"},
    "amp-analytics": {"config": "config"},
    "amp-call-tracking": {"config": "connect"},
    "amp-video": {"src": "media", "poster": "image"},
    "amp-audio": {"src": "media"},
}
_LISTS = frozenset({"ping", "attributionsrc"})
"""Attributes that hold several addresses, with spaces between them."""

_AHEAD = "speculationrules"
_QUOTED = re.compile(r"\"((?:https?:)?(?:\\?/){2}[^\"\s]+)\"")
"""An address outside the page, as a string of JSON."""

_FRAGMENTS = frozenset({"hx-get", "hx-post", "ic-get-from", "up-href", "w3-include-html"})
"""Attributes by which a library brings a page's part into this one and runs the scripts in it (htmx.org/attributes)."""

_PARTS = frozenset({"turbo-frame", "include-fragment", "remote-content"})
"""Elements whose ``src`` is such a part (turbo.hotwired.dev/reference/frames)."""

_COMPONENTS = {"Script": "script", "NextScript": "script", "Image": "image", "Link": "link"}
_RELATIONS = (
    (frozenset({"stylesheet"}), "style"),
    (frozenset({"modulepreload"}), "module"),
    (frozenset({"prefetch", "prerender"}), "ahead"),
    (frozenset({"preconnect", "dns-prefetch", "preload"}), "hint"),
    (frozenset({"manifest", "compression-dictionary", "monetization"}), "connect"),
    (frozenset({"icon", "apple-touch-icon", "mask-icon", "apple-touch-startup-image"}), "image"),
)
_OTHERS = _FRAGMENTS | {"href", "content", "src", "style", "background", "imagesrcset"}
"""Attributes whose use depends on others, or that every element may have."""

_REFRESH = re.compile(r"\s*[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?(['\"]?)(?P<url>.+?)\1\s*$", re.IGNORECASE)
_CSS_URL = re.compile(
    r"(@(?:import|use|forward)\s*+(?:url\()?|@font-face[^{}]*\{[^{}]*?url\(|url\(|image-set\()\s*['\"]?([^'\"()\s;]+)",
    re.IGNORECASE,
)
_ASKING = ("@import", "@use", "@forward")
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\f]?|([!-~]))")
_LAST = 0x10FFFF
_ENDING = frozenset("'\"() ;\\")
_INVISIBLE = re.compile(r"[\t\n\r]")


class Target(msgspec.Struct, frozen=True):
    """A resource that an element names.

    ``use`` is the kind of a ``Connection``, or ``module`` (modulepreload) or ``refresh``; ``value`` holds the URL, and
    ``span`` is the evidence. ``referrer``: the referrer policy that the element has for it.
    """

    use: str
    value: Value
    span: Span
    state: State
    referrer: str = ""


def targets(document: Document) -> Iterator[Target]:
    """Yield what the elements of a page, and those that its scripts make, name."""
    for element in document.elements:
        yield from named(element)
    yield from configured(document.elements)
    for script in document.scripts:
        for element in script.elements:
            yield from named(element)


def url_text(value: Value) -> str:
    """Return a URL as a browser takes it: without line breaks, tabs and outer spaces; ``{}`` for what is not known."""
    return _INVISIBLE.sub("", pattern(value)).strip()


def named(element: Element) -> Iterator[Target]:
    """Yield what one element names, with the referrer policy that it has for it."""
    for target in _named(element):
        referrer = of_element(element)
        yield msgspec.structs.replace(target, referrer=referrer) if referrer else target


def _named(element: Element) -> Iterator[Target]:
    uses = _SOURCES.get(element.tag, {})
    for attribute in element.attributes:
        name = attribute.name.removeprefix("data-") if attribute.name.startswith("data-") else attribute.name
        use = uses.get(name) or (_other_use(element, name) if name in _OTHERS else "")
        if use and attribute.value is not None:
            yield from _of(use, attribute, attribute.value, element)
        if attribute.name == "data-main" and element.tag == "script":
            main = _text(element, attribute.name)
            url = main if main.endswith(".js") else f"{main}.js"
            yield Target("script", Constant(url, attribute.value_span), attribute.span, element.state)
    if url := brought(element):
        yield Target("frame", Constant(url, element.span), element.span, element.state)
    if element.tag == "style" and element.content is not None:
        yield from _stylesheet(element.text, element.content.start, element.state)
    if element.tag == "script" and _text(element, "type").strip().lower() == _AHEAD:
        yield from _listed("ahead", element, State.ACTIVE)


def configured(elements: Sequence[Element]) -> Iterator[Target]:
    """Yield the addresses in the JSON within an element that sends to them (``<amp-analytics>``)."""
    for outer, inner in itertools.pairwise(elements):
        if outer.tag == "amp-analytics" and inner.tag == "script":
            yield from _listed("connect", inner, outer.state)


def _listed(use: str, element: Element, state: State) -> Iterator[Target]:
    """Yield the addresses in the JSON that an element holds."""
    for found in _QUOTED.finditer(element.text) if element.content is not None else ():
        start = element.content.start if element.content else 0
        span = Span(start + found.start(1), start + found.end(1))
        yield Target(use, Constant(found[1].replace("\\/", "/"), span), span, state)


def _other_use(element: Element, name: str) -> str:
    """Return the use of an attribute that depends on others, or that every element may have."""
    match element.tag, name:
        case "link" | "Link", "href":
            return _link_use(element)
        case "meta", "content":
            return "refresh" if _text(element, "http-equiv").lower() == "refresh" else ""
        case tag, "src" if tag in _COMPONENTS:
            return _COMPONENTS[tag]
        case tag, "src" if tag in _PARTS:
            return "part"
        case _, _ if name in _FRAGMENTS:
            return "part"
        case _, "style":
            return "css"
        case _, "background":
            return "image"
        case "link", "imagesrcset":
            return "image"
        case _:
            return ""


def _of(use: str, attribute: Attribute, value: Value, element: Element) -> Iterator[Target]:
    state = element.state
    if attribute.name.startswith("data-") and state is State.ACTIVE:
        state = State.GATED
    if use == "css":
        yield from _stylesheet(pattern(value), attribute.value_span.start, state)
    elif use == "refresh":
        found = _REFRESH.match(pattern(value))
        if found:
            yield Target(use, Constant(found["url"], attribute.value_span), attribute.span, state)
    elif attribute.name in _LISTS and " " in pattern(value).strip():
        for one in pattern(value).split():
            yield Target(use, Constant(one, attribute.value_span), attribute.span, state)
    elif attribute.name.endswith("srcset"):
        for candidate in pattern(value).split(","):
            if candidate.strip():
                yield Target(use, Constant(candidate.split()[0], attribute.value_span), attribute.span, state)
    else:
        yield Target(use, value, attribute.span, state)


def _link_use(element: Element) -> str:
    words = set(_text(element, "rel").lower().split())
    return next((use for relations, use in _RELATIONS if relations & words), "")


def _text(element: Element, name: str) -> str:
    attribute = element.attribute(name)
    return pattern(attribute.value) if attribute and attribute.value else ""


def _stylesheet(text: str, start: int, state: State) -> Iterator[Target]:
    style = substitute(Fragment(text, start), _CSS_ESCAPE, _escaped)
    for found in _CSS_URL.finditer(style.text):
        use = "style" if found[1].lower().startswith(_ASKING) else "font" if "@font" in found[1].lower() else "image"
        span = style.span(*found.span(2))
        yield Target(use, Constant(found[2], span), span, state)


def _escaped(found: re.Match[str]) -> str:
    """Return what a CSS escape means; one of a quote or bracket stays, for it ends nothing."""
    if found[1]:
        character = chr(min(int(found[1], 16), _LAST))
        return character if character.isprintable() and character not in _ENDING else found[0]
    return found[0] if found[2] in _ENDING else found[2]
