"""Velocity (``.vm``)."""

from __future__ import annotations

from functools import partial

from pixelgate.parse.template.dialect import Delimiter, Dialect, Role
from pixelgate.parse.template.names import first_named

VELOCITY = Dialect(
    name="velocity",
    delimiters=(
        Delimiter(Role.VERBATIM, r"#\[\[", r"\]\]#"),
        Delimiter(Role.COMMENT, r"#\*", r"\*#"),
        Delimiter(Role.COMMENT, r"##", r"(?=\n|\Z)"),
        Delimiter(Role.STATEMENT, r"#parse\s*\(", r"\)", quoted=True, word="parse"),
        Delimiter(Role.STATEMENT, r"#include\s*\(", r"\)", quoted=True, word="parse"),
        Delimiter(Role.CODE, r"#(?=\{?(?:if|elseif|foreach|set|macro|define|evaluate)\}?\s*\()", r"\)", quoted=True),
        Delimiter(Role.CODE, r"#\{?(?:else|end|stop|break)\b\}?", r""),
        Delimiter(Role.OUTPUT, r"\$!?\{", r"\}", strict=False),
        Delimiter(Role.OUTPUT, r"\$!?(?:(?<=[\"'/>]\$)|(?<=[\"'/>]\$!))(?=[a-zA-Z_])", r"(?![\w.])", strict=False),
    ),
    statements={"parse": partial(first_named, "include")},
    extensions=(".vm", ".vtl"),
    near=True,
)
