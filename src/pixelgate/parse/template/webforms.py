"""ASP.NET Web Forms (``.aspx``, ``.ascx``, ``.master``) and classic ASP."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pixelgate.parse.document import Directive, Region
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Reader, Role
from pixelgate.parse.template.enclosing import elements
from pixelgate.parse.template.names import UNKNOWN, entry
from pixelgate.source import Span

_HOLDERS = {"asp:content": "contentplaceholderid", "asp:contentplaceholder": "id"}
_SAID = re.compile(r"(?<![\w-])(?P<name>ContentPlaceHolderID|ID)\s*=\s*[\"']([^\"'<>]+)[\"']", re.IGNORECASE)
_REGISTERED = re.compile(r"<%@\s*Register\b[^%]*?\bTagPrefix\s*=\s*[\"'](\w+)", re.IGNORECASE)
_CONTROL = re.compile(r"<(?P<prefix>\w+):(?P<name>\w+)\b[^<>]*?\brunat\s*=", re.IGNORECASE)
_OF_THE_FRAMEWORK = frozenset({"asp", "ajaxtoolkit", "webopt", "telerik", "dx", "act"})
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


def _script(arguments: str) -> Naming | None:
    """Read ``<asp:ScriptReference Path="~/Scripts/a.js">``; one with a name alone is a resource of an assembly."""
    return _attribute("include", "Path")(arguments)


def _regions(text: str, _: Sequence[Span]) -> Iterator[Region]:
    """Yield what a master page lets others fill, and what a page fills."""
    return elements(text, _held)


def _held(tag: str, attributes: str) -> tuple[tuple[str, str], ...]:
    asked = _HOLDERS.get(tag, "")
    said = {name.lower(): value for name, value in _SAID.findall(attributes)} if asked else {}
    return (("block", said[asked].lower()),) if asked in said else ()


def _controls(_: str, text: str) -> Iterator[Directive]:
    """Yield the user controls that a page has but does not register: ``web.config`` may do so for all pages."""
    known = {prefix.lower() for prefix in _REGISTERED.findall(text)} | _OF_THE_FRAMEWORK
    for found in _CONTROL.finditer(text):
        if found["prefix"].lower() not in known:
            names = (f"{found['name']}.ascx", f"{UNKNOWN}/{found['name']}.ascx")
            yield Directive(
                "include", f"{found['prefix']}:{found['name']}", names, "", Span(*found.span()), optional=True
            )


WEB_FORMS = Dialect(
    name="webforms",
    delimiters=(
        Delimiter(Role.COMMENT, r"<%--", r"--%>"),
        Delimiter(Role.STATEMENT, r"<%@", r"%>", quoted=True),
        Delimiter(Role.OUTPUT, r"<%[=:#$]", r"%>"),
        Delimiter(Role.CODE, r"<%(?![@=:#$-])", r"%>"),
        Delimiter(Role.CODE, _INCLUDE, r"-->", word="#include"),
        Delimiter(Role.CODE, r"~(?<=[\"']~)(?=/)", r""),
        Delimiter(Role.VERBATIM, r"<asp:ScriptReference\b", r"(?=>)", word="ScriptReference", strict=False),
        Delimiter(Role.CODE, _ON_SERVER, r"</script\s*>", strict=False),
    ),
    statements={
        **dict.fromkeys(("Page", "page", "PAGE", "Master", "master"), _attribute("extends", "MasterPageFile")),
        **dict.fromkeys(("Register", "register", "Reference"), _attribute("include", "(?:Src|Control|Page)")),
        "#include": _included,
        "ScriptReference": _script,
    },
    calls={
        **dict.fromkeys(("ResolveUrl", "ResolveClientUrl", "Page.ResolveUrl", "Scripts.Url"), _resolved),
        "Scripts.Render": entry("bundle"),
    },
    silent=frozenset(
        {"Control", "control", "Import", "Assembly", "WebHandler", "OutputCache", "Language", "Application"}
    ),
    extensions=(".aspx", ".ascx", ".master", ".asp", ".asa", ".ashx"),
    near=True,
    implied=_controls,
    enclosed=_regions,
)
