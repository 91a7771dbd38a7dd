"""What code asks of loaders from before ES modules: AMD (RequireJS, Dojo) and SystemJS.

Read from the text, without a tree: ``define(["require", "./a"], function (e, t) {… e(["./b"], …)})``,
``System.register(["./a.js"], function (e, t) {… t.import("./b.js")})``, ``System.import("./a.js")``,
``require(["app/main"])``. Sources: RequireJS API, "Mechanics" and "Configuration options"; SystemJS API.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pixelgate.parse.document import Import, ImportKind, Interest
from pixelgate.parse.javascript.code import Code
from pixelgate.parse.javascript.fold import Folder
from pixelgate.parse.javascript.text import expression_end
from pixelgate.parse.javascript.tree import first_in
from pixelgate.parse.marks import marks
from pixelgate.parse.values import Array, Constant, Object, constant
from pixelgate.source import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = r"(?P<quote>[\"'`])(?P<name>[^\"'`\n\\${}<>|]{1,500})(?P=quote)"
_NAMES = re.compile(_NAME)
_LIST = r"\[(?P<list>(?:\s*+[\"'`][^\"'`\n\\]{0,500}+[\"'`]\s*+,?+){1,400}+)\s*+\]"
_DEFINED = re.compile(rf"define\((?<![\w$.]define\()\s*{_LIST}")
_REGISTERED = re.compile(rf"System\.register\((?<![\w$.]System\.register\()\s*{_LIST}")
_REQUIRED = re.compile(rf"require(?<![\w$.]require)(?:js)?\(\s*{_LIST}")
"""What must stand before a word comes after it, for then the search runs at the speed of memory."""

_SHORT = re.compile(r"(?<![\w$.])[\w$]{1,3}\Z")
_LATER = re.compile(r"\(\s*(?P<whole>\[\s*[\"'`]\.{1,2}/[^\[\]]{1,2000}+\])\s*[,)]")
_IMPORTED = re.compile(rf"\.import\(\s*{_NAME}\s*[,)]")
_CONFIGURED = re.compile(r"require(?<![\w$.]require)(?:js)?(?:\.config\(|\s*=)\s*(?=\{)")
_ADDRESS = re.compile(r"(?:https?:)?//|/")
_OWN = frozenset({"require", "exports", "module"})


def asked(fragment: Fragment) -> Iterator[Import]:
    """Yield the modules that a text asks such a loader for."""
    text, words = fragment.text, marks(fragment.text)
    for word, listed in (("define(", _DEFINED), ("System.", _REGISTERED), ("require", _REQUIRED)):
        for found in filter(None, (listed.match(text, at) for at in words.of(word))):
            yield from _listed(fragment, found.span("list"), ImportKind.REQUIRE)
    if words.of("define(") and words.of("require"):
        for found in _LATER.finditer(text):
            if _SHORT.search(text, max(0, found.start() - 4), found.start()):
                yield from _listed(fragment, found.span("whole"), ImportKind.DYNAMIC)
    if words.of("System."):
        for found in _IMPORTED.finditer(text):
            place = fragment.span(found.start("name") - 1, found.end("name") + 1)
            yield Import(ImportKind.DYNAMIC, Constant(found["name"], place), fragment.span(*found.span()))


def configured(fragment: Fragment) -> tuple[tuple[str, str], ...]:
    """Return what ``require.config({baseUrl, paths})`` makes of names: ``("pixel", "js/pixel")``, ``("*", "js/*")``.

    An address is one of the site or another; other targets are relative to the page, which is not known here.
    """
    text = fragment.text
    words = marks(text)
    places = words.of("require") if words.of("paths") or words.of("baseUrl") else ()
    written = filter(None, (_CONFIGURED.match(text, at) for at in places))
    return tuple(pair for found in written for pair in _settings(text[found.end() : expression_end(text, found.end())]))


def _settings(text: str) -> Iterator[tuple[str, str]]:
    code = Code(Fragment(f"({text})"), Interest(), "javascript", ())
    statement = first_in(code.tree.root)
    made = first_in(statement) if statement is not None else None
    value = Folder(code, inputs=False).value(made) if made is not None else None
    if not isinstance(value, Object):
        return
    base = (constant(value.get("baseUrl")) or "").rstrip("/")
    paths = value.get("paths")
    for entry in paths.entries if isinstance(paths, Object) else ():
        targets = entry.value.items if isinstance(entry.value, Array) else (entry.value,)
        for target in map(constant, targets):
            if entry.key and target:
                yield (
                    entry.key,
                    target if _ADDRESS.match(target) else f"{base}/{target}".lstrip("/" if not base else ""),
                )
    if base:
        yield "*", f"{base}/*"


def _listed(fragment: Fragment, span: tuple[int, int], kind: ImportKind) -> Iterator[Import]:
    for found in _NAMES.finditer(fragment.text, *span):
        if found["name"] not in _OWN:
            place = fragment.span(*found.span())
            yield Import(kind, Constant(found["name"], place), place)
