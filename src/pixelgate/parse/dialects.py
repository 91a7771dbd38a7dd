"""Which dialect a file is written in: by its extension, and where that does not say enough, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from pixelgate.parse import template
from pixelgate.parse.marks import marks
from pixelgate.parse.template.dialect import Delimiter, Dialect, Role
from pixelgate.parse.template.django import DJANGO
from pixelgate.parse.template.jinja import JINJA
from pixelgate.parse.template.plain import PLAIN

MARKUP = frozenset({".html", ".htm", ".xhtml", ".shtml", ".svg", ".mjml"})
DIALECTS = template.dialects()
"""Every template language by its name, those of ``template/``."""

_CLAIMS = template.claims(DIALECTS.values())
_OWN = {extension: claims[0].name for extension, claims in _CLAIMS.items() if extension not in MARKUP}
TEMPLATES = {".jinja": "jinja", ".jinja2": "jinja", ".j2": "jinja", ".djhtml": "django", **_OWN}
SCRIPTS = {
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx", ".es6"), "javascript"),
    **dict.fromkeys((".ts", ".mts", ".cts"), "typescript"),
    ".tsx": "tsx",
}
COMPONENTS = {".vue": "vue", ".svelte": "svelte", ".astro": "astro", ".mdx": "mdx"}
PROGRAMS = {".py": "python", ".rb": "ruby", ".java": "java", ".cs": "csharp", ".conf": "conf"}
"""Program code, and settings of servers, that may write markup into pages by their strings."""

STYLES = dict.fromkeys((".css", ".scss", ".sass", ".less", ".styl", ".pcss"), "css")
_HTACCESS = ".htaccess"

EXTENSIONS = tuple(sorted({*MARKUP, *TEMPLATES, *SCRIPTS, *COMPONENTS, *PROGRAMS, *STYLES}))
"""Every extension that is read; the hooks' file pattern is made from it."""

_OTHER_CODE = """
    .conf .cfg .ini .env .toml .yml .yaml .json .json5 .xml .csv .txt .text .sql .sh .bash .ps1 .bat .service
    .properties .gradle .java .kt .cs .csproj .fs .go .rb .py .pl .rs .swift .c .h .cpp .css .scss .sass .less .styl
    .md .rst .tex .tf .hcl .lock .log .atom .rss .ics .pdf .map .rake .gemspec .dockerfile .gitignore .npmignore
"""
_NO_PAGE = frozenset(_OTHER_CODE.split())
"""What a template makes that is no web page (``nginx.conf.j2``)."""

_DIRECTIVE = re.compile(r"\{[{%][^\n]{0,1000}?[%}]\}")
_JINJA = re.compile(
    r"\{%[-+]|%\}(?<=[-+]%\})|\{\{[-+]|super\(\)(?<=\bsuper\(\))|url_for\((?<=\burl_for\()"
    r"|\{%\s*(?:macro|set|call|from|import|do|raw)\s"
    r"|\{%\s*(?:if|elif|for|include|extends)\s[^%]*[\w\"']\s?(?:\(|\[)|\{%\s*(?:include|extends)\s+\["
    r"|\{\{[^}]*\w\(|\|\s*\w+\(|ignore missing\b(?<=\bignore missing)"
)
_DJANGO = re.compile(
    r"\{%\s*(?:load|static|url|csrf_token|translate|blocktrans|blocktranslate|trans\s+[\"']|comment|verbatim|spaceless|empty"
    r"|ifchanged|ifequal|get_static_prefix|cycle|now|regroup|autoescape\s+o|include\s+\S+\s+with\s+\w+\s*=)\b"
    r"|block\.super\b(?<=\bblock\.super)|\|\s*\w+:[\w\"']|\.all\s*%\}"
)
"""Each alternative begins with a letter or sign, and what must stand before it comes last: so texts are skipped."""

_COMMENT = re.compile(r"\{#[^\n]*#\}")
_LONG_COMMENT = re.compile(r"(?<!\{)\{#[^#\n]*\n")
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

    A template's extension is peeled off a script's or a component's (``app.js.j2``); before that of a configuration or
    of other code it makes no web page (``nginx.conf.j2``).
    """
    extension = template_extension(path)
    if extension:
        inner = _suffix(path[: -len(extension)])
        if inner in _NO_PAGE:
            return None
        return SCRIPTS.get(inner) or COMPONENTS.get(inner) or PROGRAMS.get(inner) or TEMPLATES[extension]
    suffix = _suffix(path)
    if suffix in MARKUP:
        return "html"
    if path.lower().endswith((".d.ts", ".d.mts", ".d.cts")):
        return None
    if path.endswith(_HTACCESS):
        return PROGRAMS[".conf"]
    return SCRIPTS.get(suffix) or COMPONENTS.get(suffix) or PROGRAMS.get(suffix) or STYLES.get(suffix)


def _suffixes(path: str) -> list[str]:
    """Return the suffixes of a file's name as pathlib does, in lower case and a tenth of the time."""
    name = path.rpartition("/")[2]
    return [] if name.endswith(".") else [f".{part}" for part in name.lstrip(".").lower().split(".")[1:]]


def _suffix(path: str) -> str:
    name = path.rpartition("/")[2]
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def template_extension(path: str) -> str:
    """Return the extension of a path that says which template language it is in (``.blade.php``), or nothing."""
    suffixes = _suffixes(path)[-2:]
    tries = ("".join(suffixes[at:]) for at in range(len(suffixes)))
    return next((extension for extension in tries if extension in TEMPLATES), "")


def engine(path: str, dialect: str) -> Dialect | None:
    """Return the template language that makes a file, also one of code (``app.js.erb``)."""
    return DIALECTS.get(dialect) or DIALECTS.get(TEMPLATES.get(template_extension(path), ""))


def template_dialect(path: str, text: str) -> Dialect | None:
    """Return the template language of a markup file; undecided is Django, without any statement it is plain HTML.

    ``None`` is a file that has the extension of templates but is none (``pom.xml``).
    """
    extension = template_extension(path) or _suffix(path)
    own = DIALECTS.get(TEMPLATES.get(extension, ""))
    signed = _signed(_CLAIMS.get(extension, ()), text)
    if signed or own:
        return signed or (own if own and own.sure else None)
    directives = "\n".join(_DIRECTIVE.findall(text)) if "{%" in text else ""
    jinja = len(_JINJA.findall(directives))
    django = len(_DJANGO.findall(directives)) if jinja or "#}" in text else 0
    if "#}" in text and _LONG_COMMENT.search(text) and jinja >= django:
        return JINJA  # a comment of several lines; to Django, which does not know it, it is text
    if "{%" not in text:
        return JINJA if _CALLS.search(text) else DJANGO if _COMMENT.search(text) else PLAIN
    return JINJA if jinja > django else DJANGO


def _signed(claims: Sequence[Dialect], text: str) -> Dialect | None:
    """Return the language, of several with one extension, whose signs the text has most of."""
    fitting = [one for one in claims if one.may_sign(text) and not one.nevers.search(text)]
    left = [(count, dialect) for dialect in fitting if (count := len(dialect.signs.findall(text)))]
    most = max((count for count, _ in left), default=0)
    return next((dialect for count, dialect in left if count == most), None)


def script_templates(path: str, text: str) -> Dialect:
    """Return what to mask in a script file: what stands there as a template's directive because it cannot be code."""
    extension = template_extension(path)
    if extension and TEMPLATES[extension] not in {"jinja", "django"}:
        return DIALECTS[TEMPLATES[extension]]
    places = (at for word in ("{%", "{{") for at in marks(text).of(word))
    return SCRIPT if any(SCRIPT.opening.match(text, at) for at in places) else _NOTHING
