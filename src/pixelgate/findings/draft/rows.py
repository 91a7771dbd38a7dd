"""Rows for what the code serves and no row of the manifest claims."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence

from pixelgate.findings.draft.model import Reason, Row
from pixelgate.findings.drift import asked, guard_of, shows_page, sign_in_page
from pixelgate.graph.model import Endpoint, RouteGraph, Shows
from pixelgate.graph.pages import served
from pixelgate.graph.places import Places, places
from pixelgate.manifest.match import PatternError, precedence, same, validate
from pixelgate.manifest.model import Access, Route
from pixelgate.source import Location

_EXTENSIONS = re.compile(
    r"(?:\.(?:html?|xhtml|jinja2?|j2|erb|haml|slim|twig|blade|php|cshtml|jsp|ejs|hbs|pug|liquid|njk))+$"
)
_SPECIAL = re.compile(r"[\\:*+?{}()]")
_NO_MARK = "no sign of a login; declared"


def rows(graph: RouteGraph, paths: Iterable[str]) -> tuple[Row, ...]:
    """Return a row for every route of the code and every page that the manifest leaves unclaimed, area by area."""
    declared = [_of_endpoints(group) for group in _grouped(graph.undeclared)]
    taken = {row.shape for row in declared} | {same(node.route.path) for node in graph.routes}
    where = places(graph.manifest.site, tuple(paths))
    shown = dict(served(graph.files, where))
    found = [*declared]
    for page in graph.unlisted:
        row = _of_file(page, shown.get(page), where)
        if row.shape not in taken:
            taken.add(row.shape)
            found.append(row)
        else:
            found = [_with_page(one, page) if one.shape == row.shape else one for one in found]
    return tuple(sorted(found, key=lambda row: (row.area != "/", row.area, *precedence(row.path), row.path)))


def routes(drafted: Iterable[Row], manifest: str, first: int = 0) -> tuple[Route, ...]:
    """Return rows as a manifest would hold them, what is not decided on the safe side."""
    return tuple(
        Route(
            row.path, row.access or Access.AUTHENTICATED, row.phi or (), row.pages, Location(manifest), order=first + at
        )
        for at, row in enumerate(drafted)
    )


def _grouped(endpoints: Iterable[Endpoint]) -> list[list[Endpoint]]:
    found: dict[object, list[Endpoint]] = {}
    for one in endpoints:
        found.setdefault(same(one.pattern), []).append(one)
    return list(found.values())


def _of_endpoints(group: Sequence[Endpoint]) -> Row:
    pages = [one for one in group if shows_page(one)] or list(group)
    path = min((one.pattern for one in pages), key=len)
    access, why = _access(path, pages)
    known = any(one.pages for one in pages) or any(one.shows is Shows.PROVIDED for one in pages)
    if not known and access is Access.PUBLIC and not sign_in_page(path):
        return Row(path, access, None, (), (why, Reason("which page it shows is not known", pages[0].location)))
    return Row(path, access, (), (), (why,))


def _access(path: str, pages: Sequence[Endpoint]) -> tuple[Access | None, Reason]:
    """Tell who may see a route: whom its guards let in; nobody knows where there is no sign, or signs for both."""
    if all(map(asked, pages)):
        guard = guard_of(pages[0])
        return Access.AUTHENTICATED, Reason(guard.name, guard.location)
    if all(one.guards and one.guards[-1].opens for one in pages):
        guard = pages[0].guards[-1]
        return Access.PUBLIC, Reason(f"{guard.name} lets everybody in", guard.location)
    if sign_in_page(path):
        return Access.PUBLIC, Reason("a page for signing in", pages[0].location)
    closed = next((one for one in pages if asked(one)), None)
    if closed:
        return None, Reason(f"{guard_of(closed).name} guards a part of it", guard_of(closed).location)
    return None, Reason(_NO_MARK, pages[0].location)


def _of_file(page: str, url: str | None, where: Places) -> Row:
    """Return a row for a file that a server shows as it is, else for a template that no code ties to an address."""
    address = _written(url if url is not None else _guessed(page, where))
    access = Access.PUBLIC if sign_in_page(_EXTENSIONS.sub("", address)) else None
    why = Reason("a page for signing in" if access else "no sign of a login; found", Location(page))
    if url is not None:
        return Row(address, access, (), (), (why,))
    guess = Reason("the address is a guess: no code says which one shows this template", Location(page))
    return Row(address, access, (), (page,), (guess, why))


def _guessed(page: str, where: Places) -> str:
    roots = sorted((f"{root}/" for tier in where.templates for root in tier if root), key=len, reverse=True)
    root = next((root for root in roots if page.startswith(root)), "")
    name = _EXTENSIONS.sub("", page[len(root) :])
    folder, last = posixpath.split(name)
    return "/" + (folder if last.lower() in {"index", "home", "default"} else name)


def _written(address: str) -> str:
    """Return an address as a pattern that matches it alone."""
    pattern = _SPECIAL.sub(r"\\\g<0>", address)
    try:
        validate(pattern)
    except PatternError:
        return "/*"
    return pattern


def _with_page(row: Row, page: str) -> Row:
    return Row(row.path, row.access, row.phi, (*row.pages, page) if row.pages else (), row.why)
