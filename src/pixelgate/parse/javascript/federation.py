"""Module federation: the containers that a runtime loads, the modules it takes from them, and those that one exposes.

A runtime lists what it takes (``{827: ["default", "./Visit", 76]}``, the last the module that loads the container;
Rspack ``{827: {shareScope: "default", name: "./Visit", externalModuleId: 76, …}}``), and a container what it exposes
(``{"./Visit": () => r.e(326).then(…)}``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pixelgate.parse.document import Import, ImportKind, Region
from pixelgate.parse.javascript.text import expression_end
from pixelgate.parse.marks import marks
from pixelgate.parse.values import Constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pixelgate.source import Fragment

EXPOSED = "exposed"
"""The kind of region that another build may ask a container for."""

_ID = r"(?:\d+|\"[^\"\\\n]+\"|'[^'\\\n]+')"
_REMOTE = re.compile(
    rf"[{{,]\s*(?:/\*[^*]*\*/\s*)?(?P<id>{_ID})\s*:\s*\[\s*\"\w+\"\s*,\s*\"(?P<module>\./[^\"]*)\"\s*,\s*(?P<by>{_ID})\s*\]"
)
_MAPPED = re.compile(rf"\bname\s*:\s*\"(?P<module>\./[^\"]*)\"\s*,\s*externalModuleId\s*:\s*(?P<by>{_ID})\s*[,}}]")
_MAPPING = re.compile(
    r"remotesLoadingData\s*=\s*\{\s*chunkMapping\s*:\s*\{[^{}]*\}\s*,\s*moduleIdToRemoteDataMapping\s*:"
)
_REMOTES = re.compile(r"remotesLoadingData\s*=\s*\{\s*chunkMapping\s*:\s*\{(?P<chunks>[^{}]*)\}")
_KEYED = re.compile(rf"[{{,]\s*({_ID}|[A-Za-z_$][\w$]*)\s*:")
_CONTAINER = re.compile(r"\.l\(\s*(?P<url>\"[^\"\\\n]*/[^\"\\\n]+\"|'[^'\\\n]*/[^'\\\n]+')\s*,")
_ASKED_BY_CODE = re.compile(r"\.get\(\s*[\"'`]\.")
_MAP_SIGN = "does not exist in container"
_EXPOSED = re.compile(r"[{,]\s*\"(?P<name>\.(?:/[^\"\\\n]*)?)\"\s*:\s*(?=\(\)\s*=>|function\s*\(\s*\))")
_REACH = 50_000


def remote(text: str) -> Iterator[str]:
    """Yield the IDs of chunks that stand for modules of other builds: their containers bring them."""
    if '"./' in text:
        yield from (found["id"].strip("\"'") for found in _REMOTE.finditer(text))
        for found in _REMOTES.finditer(text):
            yield from (key.strip("\"'") for key in _KEYED.findall("{" + found["chunks"]))


def containers(fragment: Fragment) -> Iterator[Import]:
    """Yield the scripts that a runtime loads for the modules it takes from them, with their names where it is sure."""
    found = list(_CONTAINER.finditer(fragment.text)) if ".l(" in fragment.text else []
    taken = _taken(fragment.text) if found else {}
    for one in found:
        by = max((at for at in taken if at < one.start()), default=-1)
        place = fragment.span(*one.span("url"))
        names = tuple(dict.fromkeys(taken.get(by, ())))
        yield Import(ImportKind.SCRIPT, Constant(one["url"][1:-1], place), fragment.span(*one.span()), names=names)


def _taken(text: str) -> dict[int, list[str]]:
    """Return, by the place of each module that loads a container, what is taken of it; nothing where it is not sure."""
    mapped = _MAPPING.search(text) is not None
    if (_REMOTES.search(text) and not mapped) or _ASKED_BY_CODE.search(text):
        return {}
    modules: dict[str, list[str]] = {}
    for one in (_MAPPED if mapped else _REMOTE).finditer(text):
        modules.setdefault(one["by"], []).append(one["module"])
    places = {by: [at.start() for at in _definition(by).finditer(text)] for by in modules}
    loads = len(_CONTAINER.findall(text))
    if len(modules) != loads or any(len(at) != 1 for at in places.values()):
        return {}
    return {places[by][0]: names for by, names in modules.items()}


def _definition(module: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[{{,\s/]){re.escape(module)}\s*(?:\(|:\s*(?:\(?\(|function\b|\w+\s*=>))")


def exposed(fragment: Fragment) -> Iterator[Region]:
    """Yield the parts of a container that bring the modules which other builds ask it for."""
    at = next(iter(marks(fragment.text).of(_MAP_SIGN)), -1)
    for found in _EXPOSED.finditer(fragment.text, max(0, at - _REACH), at) if at >= 0 else ():
        end = expression_end(fragment.text, found.end())
        yield Region(found["name"], fragment.span(found.start("name"), end), kind=EXPOSED)
