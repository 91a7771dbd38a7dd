"""What each row of the manifest stands for in the tree: its pages, how they are known, and the routes of the code."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import msgspec

from pixelgate.facts.model import Problem
from pixelgate.facts.store import Facts
from pixelgate.graph import pages as page_files
from pixelgate.graph.claims import Claims
from pixelgate.graph.model import Endpoint, Shows, Step, Templates
from pixelgate.graph.places import Places
from pixelgate.graph.reach import Steps
from pixelgate.graph.survey import Survey
from pixelgate.manifest.model import Route


class Row(msgspec.Struct, frozen=True):
    """One row: each page with the steps from the row to it, page patterns without a match, and what stays unknown."""

    pages: dict[str, Steps]
    missing: tuple[str, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    problems: tuple[Problem, ...] = ()


class Rows(msgspec.Struct, frozen=True):
    """The rows in their order, and whose the other pages are.

    ``taken``: pages that a row or the code claims; ``left``: those that the code shows for a row whose ``pages`` leave
    them out; ``free``: those that a server shows and nobody claims.
    """

    rows: tuple[Row, ...]
    taken: AbstractSet[str]
    left: AbstractSet[str]
    free: tuple[str, ...]

    def unlisted(self, survey: Survey, where: Places) -> tuple[str, ...]:
        """Return the pages that no row claims; what is sent to people is none of the site."""
        orphans = page_files.orphans(survey.pages, where, survey.used)
        free = (page for page in self.free if not page_files.is_mail(page))
        return tuple(sorted({*self.left, *({*free, *orphans} - self.taken - survey.used)}))

    def templates(self, survey: Survey, reached: AbstractSet[str], where: Places) -> Templates:
        """Return what visitors may see and no route reaches, without the pages that are known to lack a row."""
        shown = {path for path in survey.shown if not page_files.is_mail(path)}
        unreached = shown - reached - self.taken - {*self.unlisted(survey, where)}
        return Templates(len(shown), tuple(sorted(unreached)))


def rows(routes: Sequence[Route], facts: Facts, where: Places, claims: Claims) -> Rows:
    """Return the rows of a manifest.

    What the manifest names as ``pages`` counts, else what the code says; files that a server shows come on top. A page
    that the code shows and that a row's ``pages`` leave out is claimed by no row.
    """
    paths = sorted(facts)
    named = [page_files.named(route.pages, paths) for route in routes]
    declared = [() if route.pages else claims.by_row.get(route.order, ()) for route in routes]
    taken = {page for pages, _ in named for page in pages}
    taken |= {page for endpoints in declared for endpoint in endpoints for page in endpoint.pages}
    free = [(path, url) for path, url in page_files.served(facts, where) if path not in taken]
    claimed, rest = page_files.claim(routes, free)
    found = []
    for route, (pages, missing), endpoints in zip(routes, named, declared, strict=True):
        shown = {page: (Step(e.location, "endpoint", page),) for e in endpoints for page in e.pages}
        ways: dict[str, Steps] = dict.fromkeys((*pages, *claimed.get(route.order, ())), ())
        problems = tuple(problem for endpoint in endpoints if (problem := _unknown(endpoint)))
        found.append(Row(shown | ways, missing, claims.by_row.get(route.order, ()), problems))
    left = {page for row in found for endpoint in row.endpoints for page in endpoint.pages if page not in taken}
    taken |= {page for endpoint in claims.undeclared for page in endpoint.pages}
    return Rows(tuple(found), taken, left, tuple(rest))


def _unknown(endpoint: Endpoint) -> Problem | None:
    """Return the problem of an endpoint that shows a page of the project's own which could not be told."""
    if endpoint.shows is not Shows.PAGE or (endpoint.pages and not endpoint.unknown):
        return None
    why = endpoint.unknown or "nothing says which"
    message = f"the page of {endpoint.pattern} ({endpoint.framework}) cannot be told: {why}"
    return Problem("unresolved-reference", message, endpoint.location)
