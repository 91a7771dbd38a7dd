"""FreeMarker (``.ftl``, ``.ftlh``), in both of its syntaxes."""

from __future__ import annotations

from functools import partial

from pixelgate.parse.template.dialect import Delimiter, Dialect, Role
from pixelgate.parse.template.names import named

_SILENT = """
    if elseif else list items sep assign global local setting ftl escape noescape function return macro nested switch
    case default break continue attempt recover compress outputformat autoesc noautoesc visit recurse fallback flush
    stop t nt lt rt on
"""
_LEXIS = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()<]|\([^()<]*\))*+\)"
"""Strings, and brackets: in them ``>`` is an operator."""

FREEMARKER = Dialect(
    name="freemarker",
    delimiters=(
        Delimiter(Role.COMMENT, r"<#--", r"-->"),
        Delimiter(Role.COMMENT, r"\[#--", r"--\]"),
        Delimiter(Role.VERBATIM, r"<#noparse>", r"</#noparse>"),
        Delimiter(Role.STATEMENT, r"<#(?=[a-z])", r"/?>", lexis=_LEXIS),
        Delimiter(Role.STATEMENT, r"\[#(?=[a-z])", r"/?\]", quoted=True, strict=False),
        Delimiter(Role.END, r"</#(?=[a-z])", r">"),
        Delimiter(Role.END, r"\[/#(?=[a-z])", r"\]", strict=False),
        Delimiter(Role.CODE, r"</?@(?=\w|>)", r"/?>", lexis=_LEXIS),
        Delimiter(Role.OUTPUT, r"[$#]\{", r"\}", quoted=True, strict=False),
    ),
    statements={"include": partial(named, "include"), "import": partial(named, "import")},
    silent=frozenset(_SILENT.split()),
    extensions=(".ftl", ".ftlh", ".ftlx", ".fm"),
    near=True,
)
