"""Which rows stand for which routes of the code."""

from __future__ import annotations

import pytest

from pixelgate.graph.claims import claims
from pixelgate.graph.model import Endpoint, Shows
from pixelgate.manifest.model import Access, Route
from pixelgate.source import Location


def row(path: str, order: int, *pages: str) -> Route:
    return Route(path, Access.AUTHENTICATED, (), pages, Location("pixelgate.toml"), order=order)


def endpoint(pattern: str, shows: Shows = Shows.PAGE, page: str = "a.html") -> Endpoint:
    return Endpoint("django", pattern, Location("urls.py"), (page,) if page else (), shows=shows)


def claimed(rows: list[str], *patterns: str) -> tuple[dict[str, list[str]], list[str]]:
    found = claims([row(path, at) for at, path in enumerate(rows)], [endpoint(pattern) for pattern in patterns])
    by_row = {rows[order]: [one.pattern for one in same] for order, same in found.by_row.items() if same}
    return by_row, [one.pattern for one in found.undeclared]


@pytest.mark.parametrize(
    ("rows", "patterns", "by_row", "undeclared"),
    [
        (["/labs/:id"], ["/labs/:pk"], {"/labs/:id": ["/labs/:pk"]}, []),
        (["/*", "/labs/*"], ["/labs/:id", "/a"], {"/labs/*": ["/labs/:id"], "/*": ["/a"]}, []),
        (["/labs/new"], ["/labs/:id"], {"/labs/new": ["/labs/:id"]}, ["/labs/:id"]),
        (["/labs/new", "/labs/:id"], ["/labs/:id", "/labs/new"],
         {"/labs/new": ["/labs/new"], "/labs/:id": ["/labs/:id"]}, []),
        (["/labs/new", "/labs/:id"], ["/labs/:id"], {"/labs/new": ["/labs/:id"], "/labs/:id": ["/labs/:id"]}, []),
        (["/labs"], ["/visits"], {}, ["/visits"]),
        (["/labs/:id"], ["/labs/:name+"], {"/labs/:id": ["/labs/:name+"]}, ["/labs/:name+"]),
    ],
)  # fmt: skip
def test_the_most_specific_row_that_takes_in_all_addresses_owns_a_route(
    rows: list[str], patterns: list[str], by_row: dict[str, list[str]], undeclared: list[str]
) -> None:
    assert claimed(rows, *patterns) == (by_row, undeclared)


def test_what_shows_no_page_wants_no_row() -> None:
    found = claims([], [endpoint("/a", Shows.DATA), endpoint("/b", page=""), endpoint("/c", Shows.PROVIDED)])
    assert [one.pattern for one in found.undeclared] == ["/c"]


@pytest.mark.parametrize(
    ("path", "pattern", "framework", "owned"),
    [
        ("/portal/visits/:id", "/portal/Visits/:Id", "aspnet", True),
        ("/Portal/*", "/portal/Visits/:id", "aspnet", True),
        ("/portal/visits/new", "/portal/Visits/:id", "aspnet", True),
        ("/portal/visits/:id", "/portal/Visits/:id", "django", False),
        ("/portal/visits/:id(\\D+)", "/portal/Visits/:id(\\D+)", "aspnet", True),
        ("/portal/visits/:id(\\d+)", "/portal/Visits/:id(\\D+)", "aspnet", False),
    ],
)
def test_letters_of_either_case_are_one_where_the_server_takes_them_so(
    path: str, pattern: str, framework: str, *, owned: bool
) -> None:
    one = Endpoint(framework, pattern, Location("a"), ("a.html",))
    assert claims([row(path, 0)], [one]).by_row[0] == ((one,) if owned else ())


def test_a_row_in_the_same_case_comes_first() -> None:
    one = Endpoint("aspnet", "/Visits", Location("a"), ("a.html",))
    assert claims([row("/visits", 0), row("/Visits", 1)], [one]).by_row == {0: (one,), 1: (one,)}
