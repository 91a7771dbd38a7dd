"""What Next builds: pages that it wrote beforehand, and those that it writes when they are asked for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.facts.entries import BELOW, EVERYWHERE, OF_PAGE
from pixelgate.graph.frameworks.patterns import joined, of_brackets, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.model import Endpoint
from pixelgate.source import Location

NAME = "nextjs"
_PAGE = re.compile(r"(?P<build>(?:.*/)?\.next)/server/(?P<kind>app|pages)/(?P<address>.+)\.js")
_OWN = re.compile(
    r"_(?:app|document|error|not-found/page|global-error/page)|404|500|api/.*|.*/(?:route|favicon\.ico/.*)"
)
_ERROR = re.compile(r"(?:.*/)?\.next/server/(?:app/_(?:not-found|global-error)|pages/(?:404|500))\.html")
_GROUP = re.compile(r"\([^.)][^)]*\)|@.*")


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the pages of a build by its manifests: the document that was written, else the code that writes it.

    Such code comes with the scripts that the manifests list for it.
    """
    listed = _listed(project)
    for path in sorted(listed):
        found = _PAGE.fullmatch(path)
        if found is None or _OWN.fullmatch(found["address"]):
            continue
        build, kind = found["build"], found["kind"]
        parts, document = _address(kind, found["address"])
        written = f"{build}/server/{kind}/{document}.html"
        page = written if written in project.facts else path
        if page not in project.facts:
            continue
        base = next(iter(listed.get(build, ())), "")
        yield Endpoint(NAME, valid(joined(base, *parts)), Location(page), (page,))
        if page == path:
            for script in dict.fromkeys((*listed[path], *listed.get(f"{build}/{kind}", ()))):
                if (target := f"{build}/{script}") in project.paths:
                    yield Tie(page, target, "script", Location(page))


def is_error(path: str) -> bool:
    """Tell whether a page is shown in place of one that is not there or failed; every build has it."""
    return _ERROR.fullmatch(path) is not None


def _listed(project: Project) -> dict[str, list[str]]:
    """Return the scripts that manifests list, by the code of a page, or by build and kind for all pages of a kind.

    By the build alone, the path below which it is served.
    """
    found: dict[str, list[str]] = {}
    for file in project.facts.shared.values():
        for name, script in file.entries:
            if name.startswith((OF_PAGE, EVERYWHERE, BELOW)):
                found.setdefault(name.partition(":")[2], []).append(script)
    return found


def _address(kind: str, address: str) -> tuple[list[str], str]:
    """Return the segments of a page's pattern, and the name of the document that was written for it."""
    parts = address.split("/")
    if kind == "app":
        parts = [part for part in parts[:-1] if not _GROUP.fullmatch(part)]
    elif parts[-1] == "index":
        parts = parts[:-1]
    return [of_brackets(part, "+") for part in parts], posixpath.join(*parts) if parts else "index"
