"""JSP pages, fragments and tag files, with the JSTL and what Spring and Struts add."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.document import Directive
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Reader, Role
from pixelgate.parse.template.names import UNKNOWN
from pixelgate.source import Span

_PREFIXES = (
    r"(?:c|fmt|fn|x|jsp|spring|sec|s|tiles|decorator|page|bean|logic|html|t|tag|tags|layout|portlet|liferay-\w+|aui)"
)
_ATTRIBUTE = r"\b{}\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')"
_LIBRARY = re.compile(r"<%@\s*taglib\b[^%<>]*|<jsp:directive\.taglib\b[^<>]*")
_SAID = re.compile(r"\b(prefix|tagdir)\s*=\s*[\"']([^\"'\n]+)[\"']")
_ELEMENT = re.compile(r"<([\w-]+):([\w.-]+)")
_EXPRESSION = re.compile(r"[$#]\{[^{}]*\}|<%=.*?%>")


def _attribute(kind: str, name: str) -> Reader:
    """Make a reader of a tag's attribute; expressions in it are unknown parts."""
    find = re.compile(_ATTRIBUTE.format(name)).search

    def read(arguments: str) -> Naming | None:
        found = find(arguments)
        if found is None:
            return None
        said = _EXPRESSION.sub(UNKNOWN, found[1] if found[1] is not None else found[2])
        path = said.removeprefix(UNKNOWN).partition("?")[0]
        computed = UNKNOWN in path or not path
        return Naming(kind, (path,) if path and path != UNKNOWN else (), said if computed else "", computed=computed)

    return read


def _tag_files(_: str, text: str) -> Iterator[Directive]:
    """Yield the tag files that the elements of a page mean, by the folder that their prefix stands for."""
    said = [dict(_SAID.findall(one[0])) for one in _LIBRARY.finditer(text)]
    folders = {one["prefix"]: one["tagdir"].rstrip("/") for one in said if "prefix" in one and "tagdir" in one}
    for element in _ELEMENT.finditer(text) if folders else ():
        if element[1] in folders:
            names = tuple(f"{folders[element[1]]}/{element[2]}{end}" for end in (".tag", ".tagx"))
            yield Directive("include", f"{element[1]}:{element[2]}", names, "", Span(*element.span()))


def _tag(name: str, word: str = "") -> Delimiter:
    """Describe an element of a tag library, which may stand in an attribute; without a word, it is silent."""
    role = Role.STATEMENT if word else Role.CODE
    return Delimiter(role, rf"<{name}(?=[\s/>])", r"/?>", quoted=True, strict=False, word=word)


JSP = Dialect(
    name="jsp",
    delimiters=(
        Delimiter(Role.COMMENT, r"<%--", r"--%>"),
        Delimiter(Role.STATEMENT, r"<%@", r"%>", quoted=True),
        Delimiter(Role.OUTPUT, r"<%=", r"%>"),
        Delimiter(Role.CODE, r"<%!?(?![@=-])", r"%>"),
        _tag("jsp:include", "jsp:include"),
        _tag("jsp:forward", "jsp:forward"),
        _tag("c:import", "c:import"),
        _tag("(?:s|struts):include", "s:include"),
        _tag("(?:c|spring|s):url", "c:url"),
        _tag("tiles:insertTemplate", "tiles:template"),
        _tag("tiles:insertDefinition", "tiles:definition"),
        _tag("(?:c|spring|fmt|bean|s):(?:out|message|property|text|write)", "c:out"),
        _tag(f"/?{_PREFIXES}:[\\w-]+"),
        Delimiter(Role.OUTPUT, r"[$#]\{(?<!\\[$#]\{)", r"\}", quoted=True, strict=False),
    ),
    statements={
        "include": _attribute("include", "file"),
        "jsp:include": _attribute("include", "page"),
        "jsp:forward": _attribute("include", "page"),
        "c:import": _attribute("include", "url"),
        "s:include": _attribute("include", "value"),
        "c:url": _attribute("static", "value"),
        "tiles:template": _attribute("include", "template"),
        "tiles:definition": _attribute("include", "name"),
    },
    silent=frozenset({"page", "taglib", "tag", "attribute", "variable"}),
    extensions=(".jsp", ".jspf", ".jspx", ".tag", ".tagf", ".tagx", ".jsf"),
    implied=_tag_files,
    near=True,
)
