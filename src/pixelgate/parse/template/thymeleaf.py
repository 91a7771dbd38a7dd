"""Thymeleaf (3), with its layout dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from pixelgate.parse.document import Region
from pixelgate.parse.template.attributes import attribute
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.enclosing import elements
from pixelgate.parse.template.names import named
from pixelgate.source import Span

_TH = r"(?:data-)?th[:-]"
_LAYOUT = r"(?:data-)?layout[:-]"
_BARE = re.compile(r"[\w./-]+")
_SELECTOR = re.compile(r"\s*(?P<name>[\w-]+)\s*(?:\(.*)?", re.DOTALL)
_MARKED = re.compile(
    r"(?<![\w:-])(?:data-)?(?P<kind>th|layout)[:-]fragment\s*=\s*(?:\"\s*(?P<double>[\w-]+)|'\s*(?P<single>[\w-]+))"
)
_LANDMARKS = frozenset({"head", "body", "header", "footer", "nav", "main", "aside"})
"""Elements that pages are put together from by their tag alone (``~{layout :: head}``)."""


def _fragment(kind: str, expression: str) -> Naming | None:
    """Read ``~{template :: fragment}``; a fragment of the page itself points nowhere."""
    found = [_template(kind, part) for part in re.split(r"\s\?\s|\s:\s(?!:)", expression)]
    named_so = [naming for naming in found if naming is not None]
    if not named_so:
        return None
    names = tuple(dict.fromkeys(name for naming in named_so for name in naming.names))
    computed = any(naming.computed for naming in named_so)
    part = named_so[0].part if len(named_so) == 1 else ""
    several = len(names) > 1
    return Naming(kind, names, expression if computed else "", first=not several, computed=computed, part=part)


def _template(kind: str, expression: str) -> Naming | None:
    template, _, selector = expression.strip().removeprefix("~{").removesuffix("}").partition("::")
    template = template.strip()
    if not template or template == "this" or (template.startswith(("${", "#{")) and "::" not in expression):
        return None
    if _BARE.fullmatch(template):
        part = _SELECTOR.fullmatch(selector)
        return Naming(kind, (template,), part=part["name"] if part and kind == "include" else "")
    return named(kind, template)


def _regions(text: str, _: Sequence[Span]) -> Iterator[Region]:
    """Return the fragments of a template: elements that a name or their tag makes one."""
    return elements(text, _marked)


def _marked(tag: str, attributes: str) -> tuple[tuple[str, str], ...]:
    own = (("fragment", tag),) if tag in _LANDMARKS else ()
    kinds = {"th": "fragment", "layout": "block"}
    said = ((kinds[one["kind"]], one["double"] or one["single"]) for one in _MARKED.finditer(attributes))
    return (*own, *said)


def _files(kind: str, name: str) -> tuple[str, ...]:
    plain = name.lstrip("/")
    if kind == "static":
        return (f"static/{plain}", f"public/{plain}", f"resources/{plain}", name)
    return (name,) if name.endswith(".html") else (f"{plain}.html", f"templates/{plain}.html", name)


THYMELEAF = Dialect(
    name="thymeleaf",
    delimiters=(
        Delimiter(Role.COMMENT, r"<!--/\*(?!/)", r"\*/-->"),
        Delimiter(Role.OUTPUT, r"\[\[(?=[$@*#~]\{)", r"\]\]"),
        Delimiter(Role.OUTPUT, r"\[\((?=[$@*#~]\{)", r"\)\]"),
        *attribute(rf"{_TH}(?:replace|insert|include)", "fragment"),
        *attribute(rf"{_LAYOUT}(?:insert|replace|include)", "fragment"),
        *attribute(rf"{_LAYOUT}(?:decorate|decorator)", "decorate"),
        Delimiter(Role.CODE, rf"\b{_TH}(?=(?:src|srcset|href|action|data)\s*=)", r""),
        Delimiter(Role.VERBATIM, r"@\{(?<=[\"'|]@\{)", r"(?:\([^()]*\))?\}", strict=False),
        Delimiter(Role.OUTPUT, r"\$\{(?<==[\"']\$\{)", r"\}", strict=False),
    ),
    statements={
        "fragment": partial(_fragment, "include"),
        "decorate": partial(_fragment, "extends"),
    },
    extensions=(".html", ".htm", ".xhtml"),
    sign=r"\s(?:data-)?(?:th|layout)[:-](?:[a-z]+)\s*=",
    marks=("th:", "th-", "layout:", "layout-"),
    files=_files,
    near=True,
    enclosed=_regions,
)
