"""Thymeleaf (3), with its layout dialect."""

from __future__ import annotations

import re
from functools import partial

from pixelgate.parse.template.attributes import attribute
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.names import named

_TH = r"(?:data-)?th[:-]"
_LAYOUT = r"(?:data-)?layout[:-]"
_BARE = re.compile(r"[\w./-]+")


def _fragment(kind: str, expression: str) -> Naming | None:
    """Read ``~{template :: fragment}``; a fragment of the page itself points nowhere."""
    found = [_template(kind, part) for part in re.split(r"\s\?\s|\s:\s(?!:)", expression)]
    named_so = [naming for naming in found if naming is not None]
    if not named_so:
        return None
    names = tuple(dict.fromkeys(name for naming in named_so for name in naming.names))
    computed = any(naming.computed for naming in named_so)
    return Naming(kind, names, expression if computed else "", first=len(names) < 2, computed=computed)  # noqa: PLR2004


def _template(kind: str, expression: str) -> Naming | None:
    template = expression.strip().removeprefix("~{").removesuffix("}").partition("::")[0].strip()
    if not template or template == "this" or (template.startswith(("${", "#{")) and "::" not in expression):
        return None
    if _BARE.fullmatch(template):
        return Naming(kind, (template,))
    return named(kind, template)


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
    files=_files,
    near=True,
)
