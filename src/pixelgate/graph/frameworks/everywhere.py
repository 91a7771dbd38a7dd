"""What an application writes into all of its pages: ties from each page to the code that says so of itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from pixelgate.facts.everywhere import ENTRY, folder
from pixelgate.facts.model import FileFacts
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.model import Endpoint
from pixelgate.parse.dialects import PROGRAMS
from pixelgate.source import Location

_MARKER = re.compile(
    r"package\.json|pyproject\.toml|requirements\.txt|setup\.py|manage\.py|Pipfile|Gemfile|composer\.json|pom\.xml|build\.gradle(?:\.kts)?"
    r"|[\w.-]+\.csproj|mkdocs\.ya?ml|angular\.json|[\w-]+\.config\.[cm]?[jt]s"
)
"""Files that stand at the root of an application."""

_SERVER = "conf"
_CODE = frozenset({*PROGRAMS.values(), "javascript", "typescript", "tsx"})


_STATIC = re.compile(r"(?:.*/)?(?:static|public|assets|dist|build)/(?:.*/)?[^/]*")
"""Where files lie that a server hands out as they are, past the code that rewrites pages."""


def ties(project: Project, endpoints: Sequence[Endpoint]) -> Iterator[Tie]:
    """Yield a tie from each page, and each document, to the code around it that writes into all of them."""
    writers = {
        path: _named(file) for path, file in sorted(project.facts.shared.items()) if (ENTRY, path) in file.entries
    }
    if not writers:
        return
    roots = frozenset(posixpath.dirname(path) for path in project.paths if _MARKER.fullmatch(posixpath.basename(path)))
    shown = {page for one in endpoints for page in one.pages}
    pages = dict.fromkeys((*sorted(shown), *_documents(project)))
    for writer, names in writers.items():
        root = folder(writer, roots)
        whole = project.facts[writer].dialect == _SERVER
        for page in pages:
            past = page not in shown and not whole and posixpath.basename(page) not in names
            inside = page != writer and (not root or page.startswith(f"{root}/"))
            if inside and not (past and _STATIC.fullmatch(page)):
                yield Tie(page, writer, "hook", Location(page))


def _named(file: FileFacts) -> frozenset[str]:
    """Return the names of the documents that code names."""
    return frozenset(name.removeprefix(ENTRY) for name, _ in file.entries if name.startswith(ENTRY))


def _documents(project: Project) -> Iterator[str]:
    for path in sorted(project.facts):
        file = project.facts[path]
        if file.page and file.dialect not in _CODE and not file.documentation:
            yield path
