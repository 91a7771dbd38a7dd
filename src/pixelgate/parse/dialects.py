"""Which dialect a file is written in: by its extension, and where that does not say enough, by what stands in it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import msgspec

from pixelgate.parse.template.dialect import Delimiter, Dialect, Role
from pixelgate.parse.template.django import DJANGO
from pixelgate.parse.template.jinja import JINJA
from pixelgate.parse.template.plain import PLAIN

MARKUP = frozenset({".html", ".htm", ".xhtml", ".shtml"})
TEMPLATES = {".jinja": "jinja", ".jinja2": "jinja", ".j2": "jinja", ".djhtml": "django"}
SCRIPTS = {
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx", ".es6"), "javascript"),
    **dict.fromkeys((".ts", ".mts", ".cts"), "typescript"),
    ".tsx": "tsx",
}
COMPONENTS = {".vue": "vue"}
EXTENSIONS = tuple(sorted({*MARKUP, *TEMPLATES, *SCRIPTS, *COMPONENTS}))
"""Every extension that is read; the hooks' file pattern is made from it."""

_DIRECTIVE = re.compile(r"\{[{%][^\n]*?[%}]\}")
_JINJA = re.compile(
    r"\{%[-+]|[-+]%\}|\{\{[-+]|\bsuper\(\)|\burl_for\(|\{%\s*(?:macro|set|call|from|import|do|raw)\s"
    r"|\{%\s*(?:if|elif|for|include|extends)\s[^%]*[\w\"']\s?(?:\(|\[)|\{%\s*(?:include|extends)\s+\["
    r"|\{\{[^}]*\w\(|\|\s*\w+\(|\bignore missing\b"
)
_DJANGO = re.compile(
    r"\{%\s*(?:load|static|url|csrf_token|translate|blocktrans|blocktranslate|trans\s+[\"']|comment|verbatim|spaceless|empty"
    r"|ifchanged|ifequal|get_static_prefix|cycle|now|regroup|autoescape\s+o|include\s+\S+\s+with\s+\w+\s*=)\b"
    r"|\bblock\.super\b|\|\s*\w+:[\w\"']|\.all\s*%\}"
)
_COMMENT = re.compile(r"\{#[^\n]*#\}")
_CALLS = re.compile(r"\{\{[-+]?\s*(?:url_for|static)\(")

SCRIPT = msgspec.structs.replace(
    JINJA,
    name="script",
    delimiters=(
        Delimiter(Role.STATEMENT, r"\{%[-+]?(?=\s*[a-z]\w*[^%\n]*%\})", r"[-+]?%\}", strict=False),
        *PLAIN.delimiters,
    ),
    regions={},
    raw={},
    comments={},
)
"""Scripts that a template engine fills: only statements that end on their line, and output that cannot be code."""

_NOTHING = Dialect("none")


def dialect_of(path: str) -> str | None:
    """Return the dialect of a path's extension (``html`` when the content decides), ``None`` for what is no source.

    A template's extension is peeled off a script's or a page's (``app.js.j2``); before any other it is no web page
    (``nginx.conf.j2``).
    """
    name = PurePosixPath(path)
    suffix = name.suffix.lower()
    if suffix in TEMPLATES:
        inner = PurePosixPath(name.stem).suffix.lower()
        if inner in SCRIPTS:
            return SCRIPTS[inner]
        return TEMPLATES[suffix] if not inner or inner in MARKUP else None
    if suffix in MARKUP:
        return "html"
    if path.lower().endswith((".d.ts", ".d.mts", ".d.cts")):
        return None
    return SCRIPTS.get(suffix) or COMPONENTS.get(suffix)


def template_dialect(path: str, text: str) -> Dialect:
    """Return the template language of a markup file; undecided is Django, without any statement it is plain HTML."""
    dialect = dialect_of(path)
    if dialect == "jinja":
        return JINJA
    if dialect == "django":
        return DJANGO
    if "{%" not in text:
        return JINJA if _CALLS.search(text) else DJANGO if _COMMENT.search(text) else PLAIN
    directives = "\n".join(_DIRECTIVE.findall(text))
    return JINJA if len(_JINJA.findall(directives)) > len(_DJANGO.findall(directives)) else DJANGO


def script_templates(text: str) -> Dialect:
    """Return what to mask in a script file: what stands there as a template's directive because it cannot be code."""
    return SCRIPT if "{%" in text or "{{" in text else _NOTHING
