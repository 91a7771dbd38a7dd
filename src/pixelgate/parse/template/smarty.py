"""Smarty (3 to 5)."""

from __future__ import annotations

import re

from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Reader, Role
from pixelgate.parse.template.names import UNKNOWN, named

_SILENT = """
    if elseif else foreach foreachelse for forelse section sectionelse while assign append capture function config_load
    nocache setfilter strip break continue call block_parent rdelim php insert
"""
_FILE = re.compile(r"\bfile\s*=\s*(\"[^\"]*\"|'[^']*'|\S+)|\A(\"[^\"]*\"|'[^']*')")
_VARIABLE = re.compile(r"`\$[^`]*`|\$\w+|\{\$[^{}]*\}")
_RESOURCE = re.compile(r"(?:file|extends|string|parent|module):(?:\[\d+\])?")


def pointing(kind: str) -> Reader:
    """Make a reader of ``file='x.tpl'``, or of the first string."""

    def read(arguments: str) -> Naming:
        found = _FILE.search(arguments)
        said = _VARIABLE.sub(UNKNOWN, found[1] or found[2]) if found else ""
        naming = named(kind, _RESOURCE.sub("", said)) if said[:1] in {"'", '"'} else named(kind, f'"{said}"')
        return naming if said else Naming(kind, (), arguments, computed=True)

    return read


SMARTY = Dialect(
    name="smarty",
    delimiters=(
        Delimiter(Role.COMMENT, r"\{\*", r"\*\}"),
        Delimiter(Role.VERBATIM, r"\{literal\}", r"\{/literal\}"),
        Delimiter(Role.END, r"\{/(?=[a-z]\w*\})", r"\}", strict=False),
        Delimiter(Role.STATEMENT, r"\{(?=[a-z]\w*(?:\s+[\w$\"'!(-]|\}))", r"\}", quoted=True, strict=False),
        Delimiter(Role.OUTPUT, r"\{(?=[$#\"'])(?!['\"][\w-]+['\"]\s*:)", r"\}", quoted=True, strict=False),
    ),
    statements={"extends": pointing("extends"), "include": pointing("include"), "include_php": pointing("include")},
    silent=frozenset(_SILENT.split()),
    regions={"block": "block"},
    closes={"block": "block"},
    parent=r"\$smarty\.block\.parent",
    extensions=(".tpl", ".smarty"),
    sign=r"\{(?:include|extends|block|if|foreach|literal|assign|strip|function)\s|\{\*|\{/\w+\}|\{\$\w+",
    inherits=True,
    near=True,
)
