"""Pages that a web server runs by their path: plain PHP and JSP, with the logins that they ask for before they begin.

Which files are pages no code says: those that open a document, or include one that does, and that no other includes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from pixelgate.facts.roles import is_documentation
from pixelgate.graph.frameworks import leaving
from pixelgate.graph.frameworks.jsp import constrained
from pixelgate.graph.frameworks.patterns import joined, literal, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import last
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.graph.pages import address, is_mail
from pixelgate.parse.outline import Call
from pixelgate.source import Location

NAME = "server-pages"
_PAGE = re.compile(r".*\.(?:php[3457]?|phtml|jspx?)", re.IGNORECASE)
_DIALECTS = frozenset({"php", "jsp", "html"})
_INDEX = re.compile(r"(?:index|default)\.\w+", re.IGNORECASE)
_PARTS = frozenset({
    "web-inf", "meta-inf", "includes", "include", "inc", "incs", "lib", "libs", "library", "libraries", "classes",
    "src", "app", "application", "system", "protected", "vendor", "vendors", "bower_components", "views", "view",
    "templates", "template", "template-parts", "layouts", "layout", "partials", "components", "resources", "config",
    "models", "modules", "plugins", "themes", "wp-content", "wp-includes", "wp-admin", "core", "helpers", "tags",
    "fragments", "cache",
})  # fmt: skip
"""Folders of what pages are made of, in lower case; a server runs what lies there too, but nobody is sent to it."""

_CORE = re.compile(r"(?:.*/)?(?:wp-[a-z-]+|xmlrpc)\.php")
"""WordPress itself, which shows what its themes say; the ``index.php`` beside it is its front."""

_FRONT = "wp-load.php"
_FRAMEWORKS = frozenset({"drupal", "laravel", "slim", "symfony", "wordpress"})
"""Frameworks that decide by themselves what is shown: their templates are no pages by their path."""

_CHECKS = re.compile(
    r"(?i)(?:\w*_)?(?:check|require|ensure|verify|force|must|need|protect|confirm)s?_?(?:be_?|for_?|user_?|is_?|valid_?)*"
    r"(?:log(?:ged)?_?in|auth\w*|session|signed_?in|user|access)\w*"
)
"""Functions that turn away whoever is not logged in, by their names."""

_FAR = 4
"""How many includes lie between a page and what asks for its login, or opens its document."""


def endpoints(project: Project, others: Sequence[Endpoint]) -> Iterator[Endpoint]:
    """Yield the pages that no framework shows; ``others`` are the routes that frameworks declare."""
    yield from _Pages(project, _taken(others)).endpoints()


class _Pages(msgspec.Struct, frozen=True, dict=True):
    """The files that a server runs; ``taken`` are the folders whose files a framework shows."""

    project: Project
    taken: tuple[str, ...]
    opened: dict[str, bool] = msgspec.field(default_factory=dict)
    included: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)

    def endpoints(self) -> Iterator[Endpoint]:
        run = [path for path in sorted(self.project.facts) if self._runs(path)]
        roots = self._roots(run)
        served = [path for path in run if not self._is_part(path) and (not roots or path.startswith(roots))]
        used = {target for path in served for target in self._includes(path) if target != path}
        for path in served:
            if path not in used and self._opens(path):
                own = self._address(path)
                guards = (*constrained(self.project, path), *self._guards(path))
                yield Endpoint(NAME, valid(own), Location(path), (path,), guards, posixpath.basename(path))

    def _runs(self, path: str) -> bool:
        if _PAGE.fullmatch(path) is None or _CORE.fullmatch(path) or path.startswith(self.taken):
            return False
        front = path.removesuffix("index.php") + _FRONT if path.endswith("index.php") else ""
        return front not in self.project.resolver.paths and not is_documentation(path)

    def _is_part(self, path: str) -> bool:
        folders = path.lower().split("/")[:-1]
        inside = folders[folders.index("webapp") + 1 :] if "webapp" in folders else folders
        return not _PARTS.isdisjoint(inside) or is_mail(path)

    def _roots(self, run: Sequence[str]) -> tuple[str, ...]:
        """Return the web roots that hold code: what lies beside them is not served."""
        served = [folder for prefix, folder in self.project.resolver.places.served if folder and prefix == "/"]
        roots = (f"{one}/" for one in (*served, *filter(None, self.applications)))
        return tuple(dict.fromkeys(one for one in roots if any(path.startswith(one) for path in run)))

    @cached_property
    def applications(self) -> tuple[str, ...]:
        """The folders of Java's applications, which hold ``WEB-INF``."""
        folders = self.project.resolver.places.folders
        return tuple(sorted(posixpath.dirname(one) for one in folders if posixpath.basename(one) == "WEB-INF"))

    def _includes(self, path: str) -> tuple[str, ...]:
        """Return the files that a file includes."""
        if path not in self.included:
            file = self.project.facts[path]
            asked = (one for one in file.references if one.kind in {"include", "extends"} and one.active)
            found = (target for one in asked for target in self.project.resolver.resolve(one, file).paths)
            self.included[path] = tuple(dict.fromkeys(target for target in found if target in self.project.facts))
            self.opened[path] = file.page and file.dialect in _DIALECTS
        return self.included[path]

    def _around(self, path: str) -> Iterator[str]:
        """Yield a file and what it includes, and what that includes."""
        known = {path: 0}
        for one in (queue := [path]):  # grows while it is read
            for target in self._includes(one):
                if target not in known and known[one] < _FAR:
                    known[target] = known[one] + 1
                    queue.append(target)
            yield one

    def _opens(self, path: str) -> bool:
        """Tell whether what a file writes is a document."""
        return any(self.opened.get(one, False) for one in self._around(path))

    def _address(self, path: str) -> str:
        """Return the address of a file, which of the first page of a folder is that folder's."""
        near = [root for root in self.applications if root and path.startswith(f"{root}/")]
        own = path[len(max(near)) :] if near else address(path, self.project.resolver.places)
        folder, name = posixpath.split(own)
        return joined(*map(literal, (folder if _INDEX.fullmatch(name) else own).split("/")))

    def _guards(self, path: str) -> Iterator[Guard]:
        """Yield what a page, and what it includes, does with whoever is not logged in before it goes on."""
        outlines = self.project.outlines
        around = [one for one in self._around(path) if one in outlines]
        known = {
            last(one.name): [*leaving.guards(one.marks)]
            for file in around
            for one in outlines[file].definitions
            if one.kind == "function"
        }
        for file in around:
            yield from leaving.guards(outlines[file].calls)
        for call in outlines[path].calls if path in outlines else ():
            yield from self._called(call, known)

    @staticmethod
    def _called(call: Call, known: dict[str, list[Guard]]) -> Iterator[Guard]:
        name = last(call.name)
        if known.get(name) or _CHECKS.fullmatch(name):
            yield Guard(name, call.location)


def _taken(others: Sequence[Endpoint]) -> tuple[str, ...]:
    shown = (one for one in others if one.framework in _FRAMEWORKS)
    folders = {posixpath.dirname(page) for one in shown for page in one.pages}
    return tuple(sorted(f"{folder}/" if folder else "" for folder in folders))
