"""Which routes a middleware of Next.js runs for."""

from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.scripted import project

from pixelgate.graph.frameworks import matchers

SENDS = "export function proxy(r) { if (!r.cookies.session) return NextResponse.redirect(new URL('/login', r.url)); }\n"


def guarded(code: str, *patterns: str) -> list[str]:
    read = matchers.proxy(project({"proxy.ts": code}).outlines["proxy.ts"])
    assert read is not None
    return [pattern for pattern in patterns if read.guards(pattern)]


def test_without_a_matcher_every_route_but_the_login() -> None:
    assert guarded(SENDS, "/", "/portal/:id", "/login") == ["/", "/portal/:id"]


@pytest.mark.parametrize(
    ("matcher", "expected"),
    [
        ("'/portal/:path*'", ["/portal", "/portal/:id"]),
        ("['/portal', '/api/:x']", ["/portal"]),
        ("['/((?!api|about|_next/static|.*\\\\.png$).*)']", ["/portal", "/portal/:id"]),
        ("[{ source: '/about' }]", ["/about"]),
    ],
)
def test_matchers(matcher: str, expected: list[str]) -> None:
    code = f"{SENDS}export const config = {{ matcher: {matcher} }};"
    assert guarded(code, "/portal", "/portal/:id", "/about") == expected


def test_lists_of_routes_by_their_names() -> None:
    assert guarded(f"{SENDS}const protectedRoutes = ['/portal'];", "/portal", "/portal/x", "/about") == [
        "/portal",
        "/portal/x",
    ]
    code = f"{SENDS}const isPublicRoute = createRouteMatcher(['/', '/about(.*)']);"
    assert guarded(code, "/", "/about/us", "/portal") == ["/portal"]


def test_a_middleware_that_asks_for_no_login_guards_nothing() -> None:
    outline = project({"middleware.ts": "export function middleware() { return NextResponse.next(); }"}).outlines
    assert matchers.proxy(outline["middleware.ts"]) is None


def test_an_expression_that_would_take_for_ever_is_not_run() -> None:
    code = f"{SENDS}export const config = {{ matcher: ['/((a+)+)+$'] }};"
    assert guarded(code, "/" + "a" * 60 + "!") == []
