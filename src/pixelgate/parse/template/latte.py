"""Latte (2 and 3), of the Nette framework."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pixelgate.parse.document import Directive
from pixelgate.parse.template.attributes import attribute
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.names import named
from pixelgate.source import Span

_SILENT = """
    if elseif else ifset elseifset foreach for while first last sep var default parameters varType templateType switch
    case capture define spaceless syntax contentType cache snippet snippetArea embed rollback try l r dump php do exitIf
"""
_PARTIAL = re.compile(r"(?:.*/)?(?:@[^/]*|components/.*|_[^/]*)")


def _pointing(kind: str, arguments: str) -> Naming | None:
    """Read ``{include 'x.latte'}``; ``{include #block}`` and ``{include block}`` stay in the file."""
    name = arguments.split(",", 1)[0].removeprefix("file ").strip()
    if name.startswith("#") or re.fullmatch(r"(?:block\s+|parent$|this$)?[a-z]\w*", name) or name in {"none", "parent"}:
        return None
    return named(kind, name if name.startswith(("'", '"', "$")) else f"'{name}'")


def _implied(path: str, text: str) -> Iterable[Directive]:
    """Return the layout of a view that names none: ``@layout.latte`` in its folder or above it."""
    if not _PARTIAL.fullmatch(path) and not re.search(r"\{(?:layout|extends)\b", text):
        yield Directive("extends", "layout", ("@layout.latte",), "", Span(0, 0), optional=True)


LATTE = Dialect(
    name="latte",
    delimiters=(
        Delimiter(Role.COMMENT, r"\{\*", r"\*\}"),
        Delimiter(Role.VERBATIM, r"\{syntax off\}", r"\{/syntax\}"),
        *attribute(r"n:include", "include"),
        Delimiter(Role.END, r"\{/(?=[a-zA-Z]*\})", r"\}", strict=False),
        Delimiter(Role.STATEMENT, r"\{(?=[a-z]\w*(?:\s+[\w$\"'!(#@./-]|\}))", r"\}", quoted=True, strict=False),
        Delimiter(Role.OUTPUT, r"\{(?=[$=_](?!\d))", r"\}", quoted=True, strict=False),
    ),
    statements={
        **dict.fromkeys(("layout", "extends"), lambda code: _pointing("extends", code)),
        **dict.fromkeys(("include", "sandbox", "includeblock"), lambda code: _pointing("include", code)),
        "import": lambda code: _pointing("import", code),
    },
    silent=frozenset(_SILENT.split()),
    regions={"block": "block"},
    closes={"block": "block"},
    parent=r"^include parent",
    extensions=(".latte",),
    implied=_implied,
    inherits=True,
    near=True,
)
