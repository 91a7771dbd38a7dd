"""Laravel Folio: every Blade file below a folder is a page, at the address that its path tells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.graph.frameworks.patterns import joined, of_brackets, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import first, text, walk
from pixelgate.graph.model import Endpoint
from pixelgate.parse.outline import Call
from pixelgate.parse.values import Unknown
from pixelgate.source import Location

_END = ".blade.php"
_USUAL = "resources/views/pages"
_FOLDER = re.compile(r"resource_path\(\s*['\"]([^'\"]+)['\"]")
_MODEL = re.compile(r"\[(\.{3})?\.?(?:[\w\\.-]+\.)?(\w+)(?:[:|-][^\]]*)?\]")


def endpoints(project: Project, name: str) -> Iterator[Endpoint]:
    """Yield the pages of the folders that code gives to Folio, as routes of the framework ``name``."""
    for folder, prefix in dict.fromkeys(_folders(project)):
        for path in sorted(project.facts):
            at = path.find(f"{folder}/")
            if path.endswith(_END) and (at == 0 or path[at - 1 : at] == "/"):
                stem = path[at + len(folder) + 1 : -len(_END)]
                parts = [of_brackets(_MODEL.sub(r"[\1\2]", one)) for one in stem.split("/")]
                address = joined(prefix, *(parts[:-1] if parts[-1] == "index" else parts))
                yield Endpoint(name, valid(address), Location(path), (path,))


def _folders(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the folders of pages, with what stands before their addresses."""
    for _, outline in project.of("php"):
        inner = (call for one in outline.definitions for call in one.calls)
        for call in walk((*outline.calls, *inner)):
            if call.name in {"Folio.path", "Folio.route", "Folio.domain"}:
                chain = [call, *call.chained]
                prefix = next((text(first(one)) for one in chain if one.name.endswith("uri")), "")
                yield next(filter(None, map(_folder, chain)), _USUAL), prefix


def _folder(call: Call) -> str:
    said = first(call)
    found = _FOLDER.search(said.path) if isinstance(said, Unknown) else None
    return posixpath.join("resources", found[1]) if found else ""
