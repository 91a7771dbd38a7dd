"""One shell, many routes: the document and the entry of an application in the browser serve all of its routes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

import msgspec

from pixelgate.facts.model import FileFacts
from pixelgate.graph.frameworks.patterns import joined, of_colons, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.dialects import COMPONENTS, SCRIPTS
from pixelgate.source import Location

_LOADS = frozenset({"module", "dynamic-import", "script", "require"})
_DOCUMENTS = ("index.html", "public/index.html", "src/index.html", "static/index.html", "app/index.html")


class Declared(msgspec.Struct, frozen=True):
    """A route that the file ``holder`` declares: its address, the components that show it, and its guards."""

    framework: str
    holder: str
    address: str
    location: Location
    pages: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    leads: bool = False  # elsewhere: it redirects


class Shells:
    """Finds the shells of files; who loads whom is asked once for the whole tree."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._loaded: dict[str, list[str]] | None = None
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, path: str) -> tuple[str, ...]:
        """Return the documents that bring a file to the browser; its entry and the document nearby, where none says so.

        A bundler's document need not name the entry, which the build puts into it.
        """
        if path not in self._known:
            self._known[path] = tuple(self._find(path))
        return self._known[path]

    def serve(self, route: Declared) -> Iterator[Endpoint | Tie]:
        """Yield a route, and the shells that its components come in; without components it is its shell's."""
        pattern = valid(joined(of_colons(route.address)))
        if route.leads and not route.pages:
            data, why = Shows.DATA, "leads elsewhere"
            yield Endpoint(route.framework, pattern, route.location, guards=route.guards, unknown=why, shows=data)
            return
        shells = self.of(route.holder)
        pages = tuple(dict.fromkeys(route.pages)) or (route.holder,)
        yield Endpoint(route.framework, pattern, route.location, pages, route.guards)
        yield from (Tie(page, one, "shell", Location(page)) for page in pages for one in shells if one != page)

    def _find(self, path: str) -> Iterator[str]:
        above = self._above(path)
        documents = [one for one in above if not _is_code(one)]
        if documents:
            yield from sorted(documents)
            return
        entries = sorted(one for one in above if not self._loaders.get(one))
        yield from (one for one in entries if one != path)
        document = self._nearby(path)
        yield from (document,) if document else ()

    def _above(self, path: str) -> set[str]:
        """Return a file and all that load it, whatever is between."""
        seen = {path}
        queue = [path]
        while queue:
            for loader in self._loaders.get(queue.pop(), ()):
                if loader not in seen:
                    seen.add(loader)
                    queue.append(loader)
        return seen

    def _nearby(self, path: str) -> str | None:
        folder = posixpath.dirname(path)
        while True:
            for name in _DOCUMENTS:
                document = posixpath.join(folder, name)
                if document in self.project.facts:
                    return document
            if not folder:
                return None
            folder = posixpath.dirname(folder)

    @property
    def _loaders(self) -> dict[str, list[str]]:
        if self._loaded is None:
            self._loaded = {}
            for path, facts in self.project.facts.items():
                for target in self._loads(facts):
                    self._loaded.setdefault(target, []).append(path)
        return self._loaded

    def _loads(self, facts: FileFacts) -> Iterator[str]:
        if not facts.documentation:
            for reference in facts.references:
                if reference.kind in _LOADS and reference.active:
                    yield from self.project.resolver.resolve(reference, facts).paths


def _is_code(path: str) -> bool:
    extension = posixpath.splitext(path)[1].lower()
    return extension in SCRIPTS or extension in COMPONENTS
