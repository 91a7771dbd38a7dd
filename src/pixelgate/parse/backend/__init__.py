"""Program code of back ends to outlines: one file for each language. No framework is known here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

import msgspec

from pixelgate.parse.backend import csharp, java, jsp, php, python, razor_page, ruby, xml_file, yaml_file
from pixelgate.parse.backend.missing import Missing
from pixelgate.parse.document import Failure
from pixelgate.parse.outline import Outline
from pixelgate.source import Source, Span

__all__ = ["EXTENSIONS", "SETTINGS", "outline", "reads"]


class _Language(msgspec.Struct, frozen=True):
    """How a language is called, the words without which a file of it has no outline, and what makes one.

    ``outline`` raises ``Missing`` without the language's grammar, and ``SyntaxError`` where text is not the language.
    """

    name: str
    signs: re.Pattern[str]
    outline: Callable[[Source], Outline]


_LANGUAGES: dict[str, _Language] = {
    ".py": _Language("Python", python.SIGNS, python.outline),
    ".rb": _Language("Ruby", ruby.SIGNS, ruby.outline),
    ".php": _Language("PHP", php.SIGNS, php.outline),
    ".java": _Language("Java", java.SIGNS, java.outline),
    ".cs": _Language("C#", csharp.SIGNS, csharp.outline),
    ".cshtml": _Language("Razor", razor_page.SIGNS, razor_page.outline),
    ".razor": _Language("Razor", razor_page.SIGNS, razor_page.outline),
    **dict.fromkeys((".jsp", ".jspf", ".jspx"), _Language("JSP", jsp.SIGNS, jsp.outline)),
}
EXTENSIONS = tuple(sorted(_LANGUAGES))
"""The extensions of code that is read; the hooks' file pattern is made from it."""

_XML = (
    r"web(?:\.\w+)?\.config|web(?:-fragment)?\.xml|decorators\.xml"
    r"|(?:routes|routing)\.xml|config/routes/(?:[^/]+/)*[^/]+\.xml|[^/]*(?:security|servlet|spring|context|mvc|tiles|sitemesh)[^/]*\.xml"
)
_YAML = r"(?:security|routes)\.ya?ml|[^/]+\.(?:info|routing)\.yml|config/routes/(?:[^/]+/)*[^/]+\.ya?ml"
SETTINGS = (_XML, _YAML)
"""The names of configuration that is read: regular expressions for the end of a path, without groups."""

_CONFIGURED = (
    (re.compile(f"(?:.*/)?(?:{_XML})"), _Language("XML", xml_file.SIGNS, xml_file.outline)),
    (re.compile(f"(?:.*/)?(?:{_YAML})"), _Language("YAML", yaml_file.SIGNS, yaml_file.outline)),
)


def reads(path: str) -> bool:
    """Tell whether a file is code of a back end, as far as its name tells."""
    return _language(path) is not None


def _language(path: str) -> _Language | None:
    path = path.lower()
    settings = (one for names, one in _CONFIGURED if names.fullmatch(path))
    return _LANGUAGES.get(posixpath.splitext(path)[1]) or next(settings, None)


def outline(source: Source, *, sure: bool = False) -> tuple[Outline | None, tuple[Failure, ...]]:
    """Return the outline of a file of code, and what could not be read of it.

    ``None`` when it is not code of a known language, or holds no word of routes, pages or logins and nobody is ``sure``
    that it matters.
    """
    language = _language(source.path)
    if language is None or not (sure or language.signs.search(source.text)):
        return None, ()
    try:
        return language.outline(source), ()
    except Missing:
        why = f"its routes and login guards are unknown: {language.name}'s grammar is missing, install pixelgate anew"
        return None, (Failure("unread-language", why, Span(0, 0)),)
    except SyntaxError as error:
        why = f"its routes and login guards are unknown: it is not {language.name} as it is read here ({error.msg})"
        start = source.line_starts[min(error.lineno or 1, len(source.line_starts)) - 1]
        return None, (Failure("unread-language", why, Span(start, start)),)
