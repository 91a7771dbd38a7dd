"""Components whose markup holds code in braces: Svelte, Astro and MDX."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from pixelgate.parse.document import Element, Interest, Script
from pixelgate.parse.html import Parsed, merged, parse_markup, read_code
from pixelgate.parse.markup import Code
from pixelgate.parse.mask import filler
from pixelgate.parse.styles import style_elements
from pixelgate.parse.template.brackets import closing
from pixelgate.parse.values import Hole
from pixelgate.source import HOLE, Fragment, Span

_BLOCK = re.compile(r"<(script|style)\b([^<>]*)>(.*?)(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_HEAD = re.compile(r"<(/?)svelte:head\b")
_TYPESCRIPT = re.compile(r"\blang\s*=\s*[\"']?(?:ts|typescript)\b")
_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_MODULE = re.compile(r"^(?:import|export)\b[^\n]*(?:\n(?![ \t]*\n)[^\n]*)*", re.MULTILINE)
_SHOWN = re.compile(
    r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)|`[^`\n]+`|\{/\*.*?(?:\*/\}|\Z)", re.DOTALL | re.MULTILINE
)
_STATEMENT = re.compile(r"\{\s*[#:/@]")
_MARKUP = re.compile(r"(?:\{@html\s|set:html=\{|innerHTML=\{)\Z")
_VALUE = re.compile(r"(?<==)\{")
_ANY = re.compile(r"\{")


class Braces(msgspec.Struct, frozen=True):
    """What the braces of a component hold: the text with them masked, their holes, and their code."""

    text: str
    holes: tuple[Hole, ...]
    codes: tuple[Code, ...]


def parse_svelte(component: Fragment, interest: Interest) -> Parsed:
    """Read a component of Svelte: its scripts, its markup, and the code in its braces."""
    codes: list[Code] = []
    styles: list[Element] = []
    heads = [(found.start(), found[1] != "/") for found in _HEAD.finditer(component.text)]

    def taken(block: re.Match[str]) -> str:
        within = bisect_left(heads, (block.start(), False))
        if block[1].lower() == "script":
            if within and heads[within - 1][1]:
                return block[0]  # in ``<svelte:head>``: a script of the page, not of the component
            language = "typescript" if _TYPESCRIPT.search(block[2]) else "javascript"
            codes.append(Code(component.slice(*block.span(3)), language))
        else:
            styles.extend(style_elements(component.slice(*block.span(3))))
        return filler(block[0], " ")

    text = _BLOCK.sub(taken, component.text)
    elements, scripts, comments, failures = _parsed(_braces(component, text, _ANY), codes, interest)
    return tuple(sorted((*elements, *styles), key=lambda element: element.span)), scripts, comments, failures


def parse_astro(component: Fragment, interest: Interest) -> Parsed:
    """Read a component of Astro: the code before it, its markup, and the code in its attributes."""
    text = component.text
    front = _FRONT.match(text)
    codes = [Code(component.slice(*front.span(1)), "typescript")] if front else []
    if front:
        text = filler(front[0], " ") + text[front.end() :]
    return _parsed(_braces(component, text, _VALUE), codes, interest)


def parse_mdx(component: Fragment, interest: Interest) -> Parsed:
    """Read Markdown with JSX: the modules that it imports and exports, its markup, and the code in braces."""
    text = component.text
    front = _FRONT.match(text)
    text = filler(front[0], " ") + text[front.end() :] if front else text
    text = _SHOWN.sub(lambda found: filler(found[0], " "), text)
    codes = [Code(component.slice(*found.span()), "tsx") for found in _MODULE.finditer(text)]
    text = _MODULE.sub(lambda found: filler(found[0], " "), text)
    return _parsed(_braces(component, text, _ANY), codes, interest)


def _parsed(braces: Braces, codes: list[Code], interest: Interest) -> Parsed:
    scripts: tuple[Script, ...] = tuple(read_code(code, interest) for code in (*codes, *braces.codes))
    return merged([parse_markup(Fragment(braces.text), interest, holes=braces.holes), ((), scripts, (), ())])


def _braces(component: Fragment, text: str, opening: re.Pattern[str]) -> Braces:
    pieces: list[str] = []
    holes: list[Hole] = []
    codes: list[Code] = []
    at = 0
    for start, inner, end in _found(text, opening):
        pieces += (text[at:start], filler(text[start:end], " " if _STATEMENT.match(text, start) else HOLE))
        holes.append(Hole(text[start + 1 : inner].strip(), component.span(start, end)))
        codes += _codes(component, text, Span(start, inner))
        at = end
    return Braces("".join((*pieces, text[at:])), tuple(holes), tuple(codes))


def _found(text: str, opening: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where braces open, where they close and what follows, those in scripts aside."""
    scripts = [block.span(3) for block in _BLOCK.finditer(text)]
    at = 0
    while found := opening.search(text, at):
        start = found.start()
        before = bisect_right(scripts, (start, len(text)))
        inside = scripts[before - 1][1] if before and start < scripts[before - 1][1] else 0
        end = closing(text, start + 1) if not inside else None
        at = inside or (end[1] if end else start + 1)
        if end:
            yield start, end[0], end[1]


def _codes(component: Fragment, text: str, span: Span) -> Iterator[Code]:
    """Yield the code in braces: an expression, or what becomes markup."""
    start, end = span.start + 1, span.end
    markup = _MARKUP.search(text, max(0, start - len("innerHTML={")), start) or text.startswith("@html", start)
    if text.startswith("@html", start):
        start += len("@html")
    elif text[start : start + 1] in {"#", ":", "/", "@"}:
        return
    code = component.slice(start, end)
    if "(" not in code.text and not markup:
        return
    prefix = "document.body.innerHTML=(" if markup else "("
    first, last = code.span(0, 0).start, code.span(end - start, end - start).start
    offsets = (*[first] * len(prefix), *range(first, last), last, last)
    yield Code(Fragment(f"{prefix}{code.text})", 0, offsets), "typescript")
