"""ASP.NET Web Forms (``.aspx``, ``.ascx``, ``.master``) and classic ASP."""

from __future__ import annotations

import re

from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Reader, Role

_INCLUDE = r"<!--(?=\s*#include\b)"
_ON_SERVER = r"<script\b[^<>]{0,200}?\brunat\s*=\s*[\"']?server[^<>]{0,200}>"


def _attribute(kind: str, name: str) -> Reader:
    find = re.compile(rf"\b{name}\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE).search

    def read(arguments: str) -> Naming | None:
        found = find(arguments)
        return Naming(kind, (found[1].removeprefix("~"),)) if found else None

    return read


def _resolved(arguments: str) -> Naming | None:
    found = re.search(r"[\"']~?([^\"']+)[\"']", arguments)
    return Naming("static", (found[1],)) if found else None


def _included(arguments: str) -> Naming | None:
    """Read ``#include file="x"`` or ``virtual="/x"``."""
    return _attribute("include", "(?:file|virtual)")(arguments)


WEB_FORMS = Dialect(
    name="webforms",
    delimiters=(
        Delimiter(Role.COMMENT, r"<%--", r"--%>"),
        Delimiter(Role.STATEMENT, r"<%@", r"%>", quoted=True),
        Delimiter(Role.OUTPUT, r"<%[=:#$]", r"%>"),
        Delimiter(Role.CODE, r"<%(?![@=:#$-])", r"%>"),
        Delimiter(Role.CODE, _INCLUDE, r"-->", word="#include"),
        Delimiter(Role.CODE, r"~(?<=[\"']~)(?=/)", r""),
        Delimiter(Role.CODE, _ON_SERVER, r"</script\s*>", strict=False),
    ),
    statements={
        **dict.fromkeys(("Page", "page", "PAGE", "Master", "master"), _attribute("extends", "MasterPageFile")),
        **dict.fromkeys(("Register", "register", "Reference"), _attribute("include", "(?:Src|Control|Page)")),
        "#include": _included,
    },
    calls=dict.fromkeys(("ResolveUrl", "ResolveClientUrl", "Page.ResolveUrl", "Scripts.Url"), _resolved),
    silent=frozenset(
        {"Control", "control", "Import", "Assembly", "WebHandler", "OutputCache", "Language", "Application"}
    ),
    extensions=(".aspx", ".ascx", ".master", ".asp", ".asa", ".ashx"),
    near=True,
)
