"""Names that nobody imports: components and exports of folders of Nuxt, tag libraries of Django, shortcodes of Hugo.

Offered names are entries ``auto:<name>``; what uses one without an import asks for it by that name.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.parse.mask import filler
from pixelgate.source import Span

_COMPONENT = re.compile(r"(?:(?P<root>.*?)/)?components/(?P<stem>.+?)(?:\.(?:client|server|global))?\.vue")
_FILE = re.compile(
    r"(?:.*/)?(?:(?P<tags>templatetags)/(?P<library>\w+)\.py|layouts/_?shortcodes/(?P<shortcode>.+)\.html)"
)
_LOADED = re.compile(r"\{%-?\s*load\s+(?:[\w\s]+?\s+from\s+)?(?P<names>[\w.\s]+?)\s*-?%\}")
_SHORTCODE = re.compile(r"\{\{[<%]-?\s*(?P<name>[\w/-][\w./-]*)")
_OFFERING = re.compile(r"(?:.*/)?(?:composables|utils|stores)/(?:[^/]+|[^/]+/index)\.[cm]?[jt]s")
_ASKING = re.compile(r"(?:.*/)?(?:composables|stores|plugins|middleware)/[^/]+\.[cm]?[jt]s")
_EXPORT = re.compile(r"(?m)^[ \t]*export\s+(?:async\s+)?(?:function\*?|const|let|var|class)\s+([\w$]+)")
_DEFAULT = re.compile(r"(?m)^[ \t]*export\s+default\b")
_COMMENT = re.compile(r"<!--[\s\S]*?(?:-->|\Z)|(?<![\w*])/\*[\s\S]{0,4000}?\*/|(?m:^[ \t]*//[^\n]*)")
_TAG = re.compile(r"<([A-Z]\w*|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)(?=[\s/>])")
_CALL = re.compile(
    r"(?<![\w$.'\"`-])(?!(?:if|for|while|switch|catch|function|return|typeof|await)\b)([A-Za-z_$][\w$]*)\("
)
_IMPORTED = re.compile(r"(?m)^[ \t]*import\s+(?!type\b)([^'\";]{1,2000}?)\s+from\b")
_DEFINED = re.compile(
    r"\b(?:const|let|var)\s+(\{[^{}]{0,2000}\}|\[[^\[\]]{0,2000}\]|[\w$]+)|\bfunction\*?\s+([\w$]+)"
    r"|(?m:^[ \t]*(?:async\s+)?([\w$]+)\([^()\n]*\)\s*\{)"
)
_LAZY = "Lazy"


def offers(path: str) -> bool:
    """Tell whether what a file defines may be used without an import, by where it lies."""
    return any(pattern.fullmatch(path) for pattern in (_COMPONENT, _OFFERING, _FILE))


def offered(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the entries that a file is found by: a component's with and without its folders, a script's exports."""
    component = _COMPONENT.fullmatch(path)
    if component:
        parts = [_pascal(one) for one in component["stem"].removesuffix("/index").split("/")]
        yield f"auto:{parts[-1]}", path
        yield f"auto:{_joined(parts)}", path
        return
    file = _FILE.fullmatch(path)
    if file:
        yield f"auto:tags/{file['library']}" if file["tags"] else f"auto:shortcode/{file['shortcode']}", path
        return
    names = _EXPORT.findall(text)
    if _DEFAULT.search(text):
        whole = _pascal(posixpath.splitext(posixpath.basename(path.replace("/index.", ".")))[0])
        names.append(whole[:1].lower() + whole[1:])
    yield from ((f"auto:{name}", path) for name in names)


def _joined(parts: list[str]) -> str:
    """Return the name of a component below folders; what a folder repeats of it is said once."""
    name = parts[-1]
    for part in reversed(parts[:-1]):
        name = name if name.startswith(part) else part + name
    return name


def _pascal(name: str) -> str:
    """Return ``MyBanner`` for ``my-banner``, ``my_banner`` and ``myBanner``."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[-_.]", name))


def asked(path: str, dialect: str, text: str) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Yield the entries that a template, a component or a script of one of Nuxt's folders uses, with their places."""
    if dialect in {"django", "markdown"}:
        yield from _named(dialect, text)
        return
    if dialect != "vue" and not _ASKING.fullmatch(path):
        return
    text = _COMMENT.sub(lambda found: filler(found[0], " "), text)
    own = (*_IMPORTED.findall(text), *(part for parts in _DEFINED.findall(text) for part in parts))
    seen = {word for clause in own for word in re.findall(r"[\w$]+", clause)}
    places = [(_pascal(found[1]), found) for found in _TAG.finditer(text)] if dialect == "vue" else []
    for name, found in (*places, *((found[1], found) for found in _CALL.finditer(text))):
        if name not in seen:
            seen.add(name)
            yield tuple(f"auto:{one}" for one in dict.fromkeys((name, name.removeprefix(_LAZY)))), Span(*found.span(1))


def _named(dialect: str, text: str) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Yield the libraries that ``{% load a b %}`` names, or the shortcodes of ``{{< a >}}``."""
    if dialect == "django":
        for found in _LOADED.finditer(text):
            yield from (((f"auto:tags/{name}",), Span(*found.span("names"))) for name in found["names"].split())
    else:
        for found in _SHORTCODE.finditer(text):
            yield (f"auto:shortcode/{found['name']}",), Span(*found.span("name"))
