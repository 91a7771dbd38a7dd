"""Routes that are guarded less than they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pixelgate.findings.relaxations.model import Relaxation
from pixelgate.findings.wording import listed
from pixelgate.manifest.match import covers, precedence, same
from pixelgate.manifest.model import Access, Route
from pixelgate.source import Location


def relaxed(before: Sequence[Route], now: Sequence[Route]) -> Iterator[Relaxation]:
    """Yield a relaxation for each row that guards less than the row that judged its paths before.

    A row that is gone is measured by the row that covers its paths now, a new row by the one that covered them before:
    a public row inside a guarded one opens what it names.
    """
    old, new = _by_shape(before), _by_shape(now)
    for shape, route in new.items():
        judged = old.get(shape) or _covering(route, before)
        if judged:
            yield from _weaker(judged, route)
            if shape in old:
                yield from _fewer_pages(judged, route, now)
    for shape, route in old.items():
        if shape not in new and route.guarded:
            yield from _gone(route, _covering(route, now), now)


def _by_shape(routes: Sequence[Route]) -> dict[object, Route]:
    return {same(route.path): route for route in routes}


def _covering(route: Route, others: Sequence[Route]) -> Route | None:
    """Return the most specific of the rows that match every path of a row."""
    wider = [other for other in others if covers(other.path, route.path)]
    return min(wider, key=lambda other: (precedence(other.path), other.order), default=None)


def _weaker(judged: Route, route: Route) -> Iterator[Relaxation]:
    by = "" if judged.path == route.path else f", which `{judged.path}` covered,"
    if judged.access is Access.AUTHENTICATED and route.access is Access.PUBLIC:
        yield Relaxation(route.location, f"The route `{route.path}`{by} is public and was authenticated.", route.note)
    lost = [phi.value for phi in judged.phi if phi not in route.phi]
    if lost and (not by or judged.access is Access.PUBLIC or route.access is Access.PUBLIC):
        said = f"The route `{route.path}`{by} no longer bears {listed(lost)}."
        yield Relaxation(route.location, said, route.note)


def _fewer_pages(judged: Route, route: Route, now: Sequence[Route]) -> Iterator[Relaxation]:
    elsewhere = {page for other in now if other.guarded for page in other.pages}
    lost = [page for page in judged.pages if page not in route.pages and page not in elsewhere]
    if lost and judged.guarded:
        said = f"The route `{route.path}` no longer names {listed(f'`{page}`' for page in lost)} as its pages."
        yield Relaxation(route.location, said, route.note)


def _gone(route: Route, heir: Route | None, now: Sequence[Route]) -> Iterator[Relaxation]:
    place = heir.location if heir else Location(now[0].location.path if now else route.location.path)
    if heir is None:
        yield Relaxation(place, f"The guarded route `{route.path}` is gone.")
        return
    open_now = route.access is Access.AUTHENTICATED and heir.access is Access.PUBLIC
    lost = not heir.guarded or (heir.access is Access.PUBLIC and not set(route.phi) <= set(heir.phi))
    if open_now or lost:
        yield Relaxation(place, f"The guarded route `{route.path}` is gone; `{heir.path}` guards it less.", heir.note)
