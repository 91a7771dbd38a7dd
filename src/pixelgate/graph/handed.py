"""What code hands to templates: names of other templates, and the packages that bring templates of their own."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.facts.store import Facts
from pixelgate.parse.outline import Call, Definition, Outline
from pixelgate.parse.values import Array, Constant, Object, Text, Value, alternatives
from pixelgate.parse.values import pattern as known_text

_TEMPLATE = re.compile(r"[^\s<>]*[^\s<>{}/][^\s<>]*\.(?:html?|jinja2?|j2|djhtml)")
_WRITTEN = re.compile(r"(?P<name>[\w.]+)(?:\|default(?:_if_none)?:['\"](?P<usual>[^'\"]+)['\"])?")
_NAMED = re.compile(r"\{\{\s*url\s+['\"](?P<name>[\w:.-]+)['\"]\s*\}\}(?:\?[^{}]*)?")
_CATALOG, _ADMINS = "django.views.i18n.JavaScriptCatalog.as_view", "admin:jsi18n"
_MOST = 30
"""A name that stands for more templates than these tells nothing."""

_OF_DJANGO = frozenset({"admin", "registration", "django", "admin_doc", "gis", "debug", "flatpages"})


class Handed(msgspec.Struct, frozen=True):
    """``names``: the templates that variables, attributes and arguments of code stand for, by their last word.

    ``packages``: first folders of the templates and static files that installed packages bring, with the package.
    ``servlets``: the addresses, or patterns of them, that Java code answers by itself. ``proxies``: those that a
    configuration passes on to vendors. ``catalogs``: the names of addresses at which Django answers with translated
    texts, a script that it writes itself.
    """

    names: dict[str, tuple[str, ...]] = {}
    packages: dict[str, str] = {}
    servlets: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    catalogs: frozenset[str] = frozenset()

    def templates(self, expression: str) -> tuple[str, ...]:
        """Return the templates that a computed name may mean: those the code calls by its last word."""
        written = _WRITTEN.fullmatch(expression)
        if written is None:
            return ()
        found = self.names.get(written["name"].rpartition(".")[2], ())
        usual = (written["usual"],) if written["usual"] else ()
        return (*usual, *found) if len(found) <= _MOST else usual

    def provider(self, name: str) -> str:
        """Return the installed package that brings a template or static file of this name, or nothing."""
        if name.startswith("/") and any(fnmatch.fnmatchcase(name, pattern) for pattern in self.servlets):
            return "a servlet"
        first, slash, _ = name.lstrip("/").partition("/")
        return self.packages.get(first, "") if slash else ""

    def catalog(self, expression: str) -> bool:
        """Tell whether a template asks Django for its catalogue of translated texts (``{{ url 'js-catalog' }}``)."""
        written = _NAMED.fullmatch(expression)
        name = written["name"] if written else ""
        return name in self.catalogs or name.rpartition(":")[2] in self.catalogs

    def proxy(self, url: str) -> str:
        """Say that what is asked for at an address comes from elsewhere, or nothing."""
        path = url.partition("?")[0]
        return "a proxy" if any(fnmatch.fnmatchcase(path, pattern) for pattern in self.proxies) else ""


def handed(facts: Facts) -> Handed:
    """Collect what the code of a tree hands to templates."""
    code = [file for file in facts.shared.values() if not file.documentation]
    outlines = [file.outline for file in code if file.outline and file.outline.language == "python"]
    names: dict[str, dict[str, None]] = {}
    for word, text in (pair for outline in outlines for pair in _said(outline)):
        if _TEMPLATE.fullmatch(text):
            names.setdefault(word, {})[text] = None
    known = {word: tuple(sorted(texts)) for word, texts in names.items()}
    servlets = dict.fromkeys(said for file in code if file.outline for said in _servlets(file.outline))
    proxies = sorted({one.path for file in code for one in file.forwards if one.path.strip("/*")})
    catalogs = frozenset(name for outline in outlines for name in _catalogs(outline))
    return Handed(known, _packages(outlines, facts), tuple(sorted(servlets)), tuple(proxies), catalogs)


def _catalogs(outline: Outline) -> Iterator[str]:
    """Yield the names of the addresses that code gives to Django's own catalogue of translated texts."""
    told = {one.name: one.target for one in outline.imports}
    if any(target.startswith("django.") for target in told.values()):
        yield _ADMINS
    within = (call for one in outline.definitions for call in one.calls)
    for call in (*outline.calls, *within):
        names = [text for argument in call.arguments if argument.name == "name" for text in _texts(argument.value)]
        inside = list(call.body) if names else []
        while inside:
            one = inside.pop()
            inside += one.body
            first, dot, rest = one.name.partition(".")
            if f"{told.get(first, first)}{dot}{rest}" == _CATALOG:
                yield from names


def _servlets(outline: Outline) -> Iterator[str]:
    """Yield the addresses of servlets in ``web.xml`` and in annotations, but not the one of everything else."""
    found: list[str] = []
    if outline.language == "java":
        marks = (mark for one in outline.definitions for mark in one.marks if mark.name == "WebServlet")
        found = [text for mark in marks for one in mark.arguments for text in _texts(one.value)]
    elif outline.language == "xml":
        stack = list(outline.calls)
        while stack:
            call = stack.pop()
            stack += call.body
            inside = call.body if call.name == "servlet-mapping" else ()
            found += [text for one in inside if one.name == "url-pattern" for text in _first(one)]
    yield from (said for said in found if said.startswith("/") and said not in {"/", "/*"})


def _said(outline: Outline) -> Iterator[tuple[str, str]]:
    """Yield the texts in an outline, each with the name that it is given."""
    stack: list[Definition | Call] = [*outline.definitions, *outline.calls]
    while stack:
        one = stack.pop()
        word = one.name.rpartition(".")[2]
        if isinstance(one, Definition):
            yield from ((word, text) for text in _texts(one.value))
            yield from ((word, text) for call in one.calls if call.name == "return" for text in _first(call))
            stack += [*one.calls, *one.marks]
        else:
            yield from ((a.name, text) for a in one.arguments if a.name for text in _texts(a.value))
            stack += [*one.body, *one.chained]
            for argument in one.arguments:
                if isinstance(argument.value, Object):
                    yield from ((e.key or "", text) for e in argument.value.entries for text in _texts(e.value))


def _first(call: Call) -> Iterator[str]:
    return (text for argument in call.arguments[:1] for text in _texts(argument.value))


def _texts(value: Value | None) -> Iterator[str]:
    for option in alternatives(value) if value is not None else ():
        if isinstance(option, Constant | Text):
            yield known_text(option)
        elif isinstance(option, Array):
            yield from (known_text(item) for item in option.items if isinstance(item, Constant | Text))


def _packages(outlines: list[Outline], paths: Iterable[str]) -> dict[str, str]:
    """Return the first folders of what packages bring: their own name, their parts among the installed applications."""
    imported = {one.target.partition(".")[0] for outline in outlines for one in outline.imports}
    installed = {
        text
        for outline in outlines
        for one in outline.definitions
        if one.name.endswith(("INSTALLED_APPS", "THIRD_PARTY_APPS", "DJANGO_APPS"))
        for text in _texts(one.value)
    }
    folders = {part for path in paths for part in path.split("/")[:-1]} | {p.rpartition("/")[2] for p in paths}
    foreign = [app for app in (*imported, *installed) if app and app.partition(".")[0] not in folders]
    found = {part: app.partition(".")[0] for app in sorted(foreign) for part in app.split(".") if part != "contrib"}
    return found | (dict.fromkeys(_OF_DJANGO, "django") if "django" in imported else {})
