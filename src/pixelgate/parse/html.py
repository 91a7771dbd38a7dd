"""Markup with its code read: what a whole file, a component's template and markup inside a string have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from pixelgate.parse.attributes import Filled, holes_between
from pixelgate.parse.document import Bundle, Comment, Element, Failure, Import, Interest, Opaque, Script
from pixelgate.parse.markup import Code, Component, Markup, scan
from pixelgate.parse.values import Constant, pattern
from pixelgate.source import HOLE, Fragment, Span

if TYPE_CHECKING:
    from pixelgate.parse.javascript.flight import Payload

_DATA, _NOTHING = "__NEXT_DATA__", Constant("", Span(0, 0))
_PART = 10_000
"""How long the part of a runtime may be in which nothing else is looked for without a reason."""

_BREAKS = re.compile(f"(?<={HOLE})\\n+(?={HOLE})")
_Found = TypeVar("_Found", Element, Import, Opaque)
Parsed = tuple[tuple[Element, ...], tuple[Script, ...], tuple[Comment, ...], tuple[Failure, ...]]


def parse_markup(
    fragment: Fragment,
    interest: Interest,
    *,
    holes: Sequence[Filled] = (),
    origin: str = "markup",
    component: Component | None = None,
) -> Parsed:
    """Read a piece of markup; return its elements, scripts, comments and what could not be read.

    ``holes`` are those of the file, in file order. ``component`` says how a framework's templates differ from HTML.
    """
    markup = scan(fragment, holes, origin=origin, component=component)
    found = _streamed(fragment, markup)
    held = found.held if found is not None else frozenset()
    scripts = [read_code(code, interest, holes) for at, code in enumerate(markup.codes) if at not in held]
    if found is not None:
        scripts = sorted((*scripts, _of_stream(found, interest)), key=lambda script: script.span)
    return markup.elements, tuple(scripts), markup.comments, markup.failures


def _streamed(fragment: Fragment, markup: Markup) -> Payload | None:
    """Return what server components hand to the browser in the scripts of a page."""
    if "self.__next_" not in fragment.text and "__NEXT_DATA__" not in fragment.text:
        return None
    from pixelgate.parse.javascript.flight import Shown, payload  # as above

    given = [(e.tag, a.name, pattern(a.value)) for e in markup.elements for a in e.attributes if a.value is not None]
    codes = frozenset(code.fragment.text for code in markup.codes)
    sources = frozenset(value for tag, name, value in given if name == "src" and tag != "link")
    shown = Shown(fragment.text, frozenset(value for _, _, value in given), sources | codes)
    data = (e for e in markup.elements if (said := e.attribute("id")) and pattern(said.value or _NOTHING) == _DATA)
    element = next(data, None)
    listed = Fragment(element.text, element.content.start) if element is not None and element.content else Fragment("")
    return payload([code.fragment for code in markup.codes], shown, listed)


def _of_stream(found: Payload, interest: Interest) -> Script:
    script = read_code(Code(found.code), interest)
    return msgspec.structs.replace(
        script,
        imports=(*script.imports, *found.imports),
        elements=(*script.elements, *found.components),
        hidden=(*script.hidden, found.code.text),
    )


def read_code(code: Code, interest: Interest, holes: Sequence[Filled] = ()) -> Script:
    """Read a piece of code; when nothing is of interest, only what it imports and what it loads from elsewhere."""
    # parse_script reads the markup inside strings with parse_markup, so one of the two imports late
    from pixelgate.parse.javascript import LONGEST, bundle, configured, excerpts, glance, parse_script

    inside = holes_between(code.fragment.span(0, len(code.fragment.text)), holes)
    fragment = _whole_holes(code.fragment) if inside else code.fragment
    part, asked = bundle(fragment)
    if interest == Interest():
        loaders = tuple(one for one in part.loaders if one.end - one.start <= _PART) if part is not None else ()
        script = glance(fragment, language=code.language, holes=inside, state=code.state, told=loaders)
    elif len(fragment.text) > LONGEST:
        return excerpts(fragment, interest, language=code.language, holes=inside, state=code.state)
    else:
        script = parse_script(fragment, interest, language=code.language, holes=inside, state=code.state)
    names = configured(fragment)
    script = msgspec.structs.replace(script, names=names) if names else script
    return _bundled(script, part, asked) if part or asked else script


def _bundled(script: Script, part: Bundle | None, asked: tuple[Import, ...]) -> Script:
    """Add the chunks that code asks for, in place of what its runtime's loader says of a chunk it does not know."""
    loaders = part.loaders if part is not None else ()
    return msgspec.structs.replace(
        script,
        imports=(*_outside(script.imports, loaders), *asked),
        elements=_outside(script.elements, loaders),
        opaque=_outside(script.opaque, loaders),
        bundle=part,
    )


def _outside(found: tuple[_Found, ...], loaders: tuple[Span, ...]) -> tuple[_Found, ...]:
    """Leave out what loaders load by an address that only the run time knows."""
    return tuple(one for one in found if _is_known(one) or not _is_told(one, loaders))


def _is_told(found: Element | Import | Opaque, loaders: tuple[Span, ...]) -> bool:
    via = found.via if isinstance(found, Opaque) else None
    return any(found.span in loader or (via is not None and via in loader) for loader in loaders)


def _is_known(found: Element | Import | Opaque) -> bool:
    if isinstance(found, Import):
        return isinstance(found.specifier, Constant)
    source = found.attribute("src") if isinstance(found, Element) else None
    return source is not None and isinstance(source.value, Constant)


def merged(parsed: Sequence[Parsed]) -> Parsed:
    """Put together what several pieces of one file say, in file order."""
    if len(parsed) == 1:
        return parsed[0]
    return (
        tuple(sorted((e for one in parsed for e in one[0]), key=lambda element: element.span)),
        tuple(sorted((s for one in parsed for s in one[1]), key=lambda script: script.span)),
        tuple(sorted((c for one in parsed for c in one[2]), key=lambda comment: comment.span)),
        tuple(f for one in parsed for f in one[3]),
    )


def _whole_holes(fragment: Fragment) -> Fragment:
    """Fill the line breaks in a hole, which would end the string that it stands in."""
    if f"{HOLE}\n" not in fragment.text:
        return fragment
    return msgspec.structs.replace(fragment, text=_BREAKS.sub(lambda found: HOLE * len(found[0]), fragment.text))
