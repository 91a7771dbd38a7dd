"""Bytes to documents. Knows no vendor and no route."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.parse.component.braces import parse_astro, parse_mdx, parse_svelte
from pixelgate.parse.component.definitions import definitions
from pixelgate.parse.component.program import PARSERS
from pixelgate.parse.component.python import parse_python
from pixelgate.parse.component.vue import parse_vue
from pixelgate.parse.decode import decode
from pixelgate.parse.dialects import SCRIPTS, STYLES, dialect_of, script_templates, template_dialect, template_extension
from pixelgate.parse.document import Attribute, Comment, Directive, Document, Element, Failure, Interest, Region, State
from pixelgate.parse.html import Parsed, merged, parse_markup, read_code
from pixelgate.parse.javascript.federation import exposed
from pixelgate.parse.markup import Code
from pixelgate.parse.mask import DEEPEST, Masked, mask
from pixelgate.parse.styles import style_elements
from pixelgate.parse.template.dialect import Naming
from pixelgate.parse.template.names import named
from pixelgate.parse.values import Constant
from pixelgate.source import Fragment, Source, Span

__all__ = ["dialect_of", "parse"]


_COMPONENTS = {
    "vue": parse_vue,
    "svelte": parse_svelte,
    "astro": parse_astro,
    "mdx": parse_mdx,
    "python": parse_python,
    **PARSERS,
}
_VARIABLE = re.compile(r"[A-Za-z_]\w*")
_ASSIGNMENT = re.compile(r"\{%[-+~]?\s*(?:set|assign|with)\s+(?P<name>\w+)\s*=(?P<value>[^%{}\n]*+)%\}")
_PAGE = re.compile(r"(?i)<(?:!doctype|html|body|script)\b")
_SERVED_CODE = re.compile(r"(?i)content-?type\b[^<>\n]{0,20}?(?:text|application)/(?:x-)?(?:java|ecma)script")
"""What a server's program says that answers with a script."""

_TAG = re.compile(r"<[a-zA-Z!/]")
_CLOSED = re.compile(r"</[a-zA-Z]")
_ADDRESS = re.compile(r"(?:https?:)?//[^/]")


def parse(path: str, data: bytes, interest: Interest) -> tuple[Source, Document]:
    """Read one file. With an empty interest, scripts are only scanned for what they import, which is much faster.

    A file that is no text gives a document that has only a failure.
    """
    dialect = dialect_of(path) or "html"
    text = decode(data, markup=dialect not in SCRIPTS.values())
    if text is None:
        failure = Failure("unparsable-file", "the file is binary: expected text", Span(0, 0))
        return Source(path, ""), Document(path, dialect, failures=(failure,))
    source = Source(path, text)
    if dialect in SCRIPTS.values():
        return source, _script(source, dialect, interest)
    if dialect in STYLES.values():
        return source, Document(path, dialect, style_elements(Fragment(text)))
    if dialect in _COMPONENTS:
        return source, _component(source, dialect, interest)
    return source, _markup(source, interest)


def _script(source: Source, language: str, interest: Interest) -> Document:
    masked = mask(source.text, script_templates(source.path, source.text))
    code = Code(Fragment(masked.text), language)
    scripts = (read_code(code, interest, masked.holes),)
    masked = _with_enclosed(masked, (*exposed(code.fragment), *scripts[0].regions))
    return _document(source, language, masked, ((), scripts, (), ()))


def _component(source: Source, dialect: str, interest: Interest) -> Document:
    templated = template_extension(source.path) != ""
    masked = mask(source.text, script_templates(source.path, source.text)) if templated else Masked(source.text)
    parsed = _COMPONENTS[dialect](Fragment(masked.text), interest)
    masked = _with_enclosed(masked, definitions(dialect, source.text, parsed))
    return _document(source, dialect, masked, parsed, masked.text)


def _markup(source: Source, interest: Interest) -> Document:
    dialect = template_dialect(source.path, source.text)
    if dialect is None:
        return Document(source.path, "text")
    implied = tuple(dialect.implied(source.path, source.text))
    if dialect.translate:
        made = dialect.translate(source.text)
        masked = Masked("", made.holes, (*implied, *made.directives), made.regions, made.comments, made.failures)
        return _document(
            source, dialect.name, masked, parse_markup(made.html, interest, holes=made.holes), made.html.text
        )
    masked = mask(source.text, dialect)
    directives = (*implied, *_assigned(masked.directives, source.text))
    masked = msgspec.structs.replace(masked, directives=directives)
    parsed = [parse_markup(Fragment(masked.text), interest, holes=masked.holes), *_bare_code(masked, interest)]
    if _SERVED_CODE.search(source.text) and not _PAGE.search(masked.text):
        parsed.append(((), (read_code(Code(Fragment(masked.text)), interest, masked.holes),), (), ()))
    if dialect.strings:
        for span in masked.codes:
            code = Fragment(source.text[span.start : span.end], span.start)
            parsed += [parse_markup(markup, interest, origin="text") for markup in dialect.strings(code)]
    masked = _with_enclosed(masked, dialect.enclosed(source.text, masked.codes))
    return _document(source, dialect.name, masked, merged(parsed), masked.text)


def _assigned(directives: tuple[Directive, ...], text: str) -> Iterator[Directive]:
    """Yield directives; one whose name a variable holds that the template itself sets means what it is set to."""
    asked = any(_VARIABLE.fullmatch(one.expression) for one in directives if one.computed)
    values: dict[str, list[Naming]] = {}
    for found in _ASSIGNMENT.finditer(text) if asked else ():
        values.setdefault(found["name"], []).append(named("include", found["value"].rstrip(" -+~")))
    for one in directives:
        said = values.get(one.expression, ()) if one.computed and not one.names else ()
        names = tuple(dict.fromkeys(name for value in said for name in value.names))
        computed = not said or any(value.computed for value in said)
        yield msgspec.structs.replace(one, names=names, computed=computed, first=len(names) < 2) if names else one  # noqa: PLR2004 - one alone


def _with_enclosed(masked: Masked, enclosed: Iterable[Region]) -> Masked:
    """Add regions in file order; those too deep inside others are left out, for each fact names all around it."""
    regions = sorted((*masked.regions, *enclosed), key=lambda region: (region.span.start, -region.span.end))
    kept: list[Region] = []
    ends: list[int] = []
    for region in regions if len(regions) > len(masked.regions) else ():
        while ends and ends[-1] <= region.span.start:
            ends.pop()
        if len(ends) < DEEPEST:
            kept.append(region)
            ends.append(region.span.end)
    return msgspec.structs.replace(masked, regions=tuple(kept)) if kept else masked


def _bare_code(masked: Masked, interest: Interest) -> Iterator[Parsed]:
    """Yield the code in the blocks that a page gives its parent, which may put them inside a script of its own."""
    if interest == Interest() or not any(directive.kind == "extends" for directive in masked.directives):
        return
    for region in masked.regions:
        text = masked.text[region.span.start : region.span.end]
        outer = any(other is not region and other.span in region.span for other in masked.regions)
        if not outer and "(" in text and not _TAG.search(text):
            code = Code(Fragment(text, region.span.start), "javascript")
            yield (), (read_code(code, interest, masked.holes),), (), ()


def _document(source: Source, dialect: str, masked: Masked, parsed: Parsed, markup: str = "") -> Document:
    elements, scripts, comments, failures = parsed
    loaded = tuple(element for directive in masked.directives if (element := _loaded(directive)))
    return Document(
        source.path,
        dialect,
        tuple(sorted((*elements, *loaded), key=lambda element: element.span)) if loaded else elements,
        scripts,
        _with_state(masked.directives, comments),
        masked.regions,
        masked.holes,
        tuple(sorted((*masked.comments, *comments), key=lambda comment: comment.span)),
        (*masked.failures, *failures),
        _CLOSED.search(markup) is not None,
    )


def _loaded(directive: Directive) -> Element | None:
    """Return the script element that an asset helper prints for an address (``javascript_include_tag "https://…"``)."""
    address = next((name for name in directive.names if _ADDRESS.match(name)), None)
    if directive.kind != "static" or address is None:
        return None
    source = Attribute("src", Constant(address, directive.span), directive.span, directive.span)
    return Element("script", (source,), directive.span, directive.state, "text")


def _with_state(directives: tuple[Directive, ...], comments: tuple[Comment, ...]) -> tuple[Directive, ...]:
    """Mark directives inside comments of the markup: the engine runs them, but a browser ignores what they print.

    What an engine does wherever it stands (``extends``, ``import``) is active, and so is a conditional comment.
    """
    hidden = [comment.span for comment in comments if not comment.text.lstrip().startswith("[if ")]
    return tuple(
        msgspec.structs.replace(directive, state=State.INACTIVE)
        if directive.kind not in {"extends", "import"} and any(directive.span in span for span in hidden)
        else directive
        for directive in directives
    )
