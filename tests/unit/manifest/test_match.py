"""Which paths a pattern matches, which route wins, and which patterns lie within others."""

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import example as witness
from hypothesis import strategies as st

from pixelgate.manifest.match import (
    PatternError,
    RouteIndex,
    best,
    covers,
    example,
    matches,
    precedence,
    same,
    validate,
)
from pixelgate.manifest.model import Access, Route
from pixelgate.source import Location


def row(path: str, order: int = 0) -> Route:
    return Route(path, Access.PUBLIC, (), (), Location("pixelgate.toml"), order=order)


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("/", ["/", ""], ["/a"]),
        ("/about", ["/about", "/about/"], ["/abou", "/about/us", "/ABOUT"]),
        ("/about/", ["/about", "/about/"], ["/about/us"]),
        ("/a/:id", ["/a/1", "/a/1/", "/a/x-y.html"], ["/a", "/a/", "/a/1/2", "/ab/1"]),
        ("/a/*", ["/a/1", "/a/1/2/3", "/a/", "/a"], ["/ax", "/b/a/1"]),
        ("/a*", ["/a", "/ax", "/a/1"], ["/b"]),
        ("/*", ["/", "/a", "/a/b"], []),
        ("/a/*/z", ["/a/b/z", "/a/b/c/z", "/a//z"], ["/a/z", "/a/b"]),
        ("/a/:id?", ["/a", "/a/1"], ["/a/1/2"]),
        ("/a/:id*", ["/a", "/a/1", "/a/1/2"], ["/ax"]),
        ("/a/:id+", ["/a/1", "/a/1/2/"], ["/a", "/a//"]),
        (r"/a/:id(\d+)", ["/a/12"], ["/a/x", "/a/1x", "/a/\u0661"]),
        (r"/a/(x|y)", ["/a/x", "/a/y"], ["/a/z"]),
        (r"/:lang(en|es)?/a", ["/a", "/en/a"], ["/fr/a"]),
        ("{/:lang}?/a", ["/a", "/en/a"], ["/en/x/a"]),
        ("/a{/b}?/c", ["/a/c", "/a/b/c"], ["/a/x/c"]),
        ("/a{/b}+", ["/a/b", "/a/b/b"], ["/a"]),
        ("/a{/b}*", ["/a", "/a/b/b/"], ["/a/bb"]),
        ("/a{/:x-y}+", ["/a/1-y/2-y"], ["/a/1-y/2"]),
        ("/x-:a.html", ["/x-1.html", "/x-1.html/"], ["/x-.html", "/x-1/2.html"]),
        ("/:a-:b", ["/1-2", "/a-b-c"], ["/ab", "/-"]),
        (r"/a\:b\*", ["/a:b*"], ["/a:bc"]),
        ("/caf\u00e9/:n", ["/caf%C3%A9/1", "/caf\u00e9/\u00fc"], ["/cafe/1"]),
        ("/a b", ["/a%20b", "/a b"], []),
        ("/a/**", ["/a", "/a/b/c"], ["/ab"]),
        ("/:page?", ["/", "/a"], ["/a/b"]),
    ],
)
def test_matches(pattern: str, yes: list[str], no: list[str]) -> None:
    assert [path for path in yes if not matches(pattern, path)] == []
    assert [path for path in no if matches(pattern, path)] == []


@pytest.mark.parametrize(
    ("pattern", "offset", "message", "help"),
    [
        ("", 0, "a path begins with `/`", "write `/`"),
        ("billing", 0, "a path begins with `/`", "write `/billing`"),
        ("https://a.org/x", 0, "found a whole URL, expected its path", "hosts belong in `[site] origins`"),
        ("/search?q=:q", 7, "`h?`", ""),
        ("/a/?x=1", 3, "`?` follows nothing that could be left out", "a path has no query string"),
        ("/a#top", 2, "a path has no fragment", "leave out `#` and what follows"),
        ("/a/:", 3, "no name follows the colon", "write `\\:` for a colon"),
        ("/a/:1", 3, "no name follows the colon", "write `\\:` for a colon"),
        ("/a//b", 2, "two slashes in a row", "write one"),
        ("/:a/:a", 4, "`:a` is named twice", ""),
        ("/{a", 1, "the brace is not closed, or holds more than one group", ""),
        ("/{:a:b}?", 1, "the brace is not closed, or holds more than one group", ""),
        ("/a}", 2, "`}` has nothing to belong to here", "write `\\}` for the character"),
        ("/a\\", 2, "nothing follows the backslash", ""),
        ("/:a()", 3, "the regular expression is empty or not closed", ""),
        ("/:a(x", 3, "the regular expression is empty or not closed", ""),
        ("/:a((b))", 4, "a group inside a group captures", "write `(?:` instead of `(`"),
        (r"/:a(\p{L})", 3, r"`(\p{L})` is no regular expression: bad escape \p at position 0", ""),
        ("/:a([a--b])", 3, "`([a--b])` is no regular expression: Possible set difference at position 2", ""),
        ("/u/{id}", 2, "braces name no group here", "write `:id` for a part that varies"),
        ("/u/{id?}/x", 2, "braces name no group here", "write `:id` for a part that varies"),
        ("/u/{id:int}", 2, "braces name no group here", "write `:id` for a part that varies"),
        ("/u/[id]", 2, "brackets are no group here", "write `:id` for a part that varies"),
        ("/u/[[...slug]]", 2, "brackets are no group here", "write `:slug` for a part that varies"),
        ("/u/<int:pk>/", 3, "angle brackets are no group here", "write `:pk` for a part that varies"),
        ("/u/$id", 2, "`$name` is no group here", "write `:id` for a part that varies"),
    ],
)
def test_refuses(pattern: str, offset: int, message: str, help: str) -> None:  # noqa: A002
    if message == "`h?`":
        message, help = "`?` follows nothing that could be left out", "a path has no query string"  # noqa: A001
    with pytest.raises(PatternError) as caught:
        validate(pattern)
    assert (caught.value.offset, caught.value.message, caught.value.help) == (offset, message, help)


@pytest.mark.parametrize(
    "ranked",
    [
        ["/a/b", "/a/:id", "/a/*", "/*"],
        ["/a/:x/edit", "/a/:x/:y", "/a/*"],
        ["/a/:x/:y", "/:x/:y/:z"],
        ["/files/:name", "/files/:path+", "/:any*"],
        ["/a/b/c", "/a{/b}?/c", "/a/*"],
        ["/users/:id", "/users-:id"],
    ],
)
def test_more_literal_segments_go_first_then_fewer_wildcards(ranked: list[str]) -> None:
    assert sorted(sorted(ranked), key=precedence) == ranked


def test_the_best_route_is_the_most_specific_and_of_equals_the_earlier() -> None:
    routes = [row(path, order) for order, path in enumerate(["/*", "/a/:x", "/a/*", "/a/:y(1)", "/a/new", "/b/:x"])]
    assert best(routes, "/a/new").path == "/a/new"  # type: ignore[union-attr]
    assert best(routes, "/a/1/").path == "/a/:x"  # type: ignore[union-attr]
    assert best(routes, "/a/1/2").path == "/a/*"  # type: ignore[union-attr]
    assert best(routes, "/a").path == "/a/*"  # type: ignore[union-attr]
    assert best(routes, "/").path == "/*"  # type: ignore[union-attr]
    assert best(routes[1:], "/c") is None
    assert best([], "/") is None
    assert [route.path for route in RouteIndex(routes).all("/a/1")] == ["/a/:x", "/a/:y(1)", "/a/*", "/*"]


def test_names_and_a_trailing_slash_make_no_other_route() -> None:
    assert same("/a/:id") == same("/a/:slug/")
    assert same("/a/") == same("/a")
    assert same("/") == same("/")
    assert same("/a/:id") != same("/a/:id?")
    assert same("/a/:id") != same(r"/a/:id(\d+)")
    assert same("/*/") != same("/*")


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("/billing/*", "/billing/:id", True),
        ("/billing/*", "/billing/invoices", True),
        ("/billing/*", "/billing", True),
        ("/billing/*", "/billing/*", True),
        ("/billing/*", "/billing/:id/items/:item", True),
        ("/billing/*", "/billing-old", False),
        ("/billing/:id", "/billing/*", False),
        ("/billing/:id", "/billing/:other", True),
        ("/billing/:id", "/billing/:id?", False),
        ("/billing/:id?", "/billing/:id", True),
        ("/billing/:id?", "/billing", True),
        ("/billing/:rest*", "/billing/:a/:b", True),
        ("/billing/:rest*", "/billing/*", False),
        ("/*", "/:a+", True),
        ("/:a/:b", "/x/:y", True),
        ("/:a/:b", "/x/:y?", False),
        ("/a/", "/a", True),
        ("/a", "/a/", True),
        ("/*/", "/*", False),
        ("/*/", "/:a", True),
        (r"/a/:id(\d+)", "/a/12", True),
        (r"/a/:id(\d+)", "/a/x", False),
        (r"/a/:id(\d+)", r"/a/:n(\d+)", True),
        (r"/a/:id(\d+)", r"/a/:n([0-9])", True),
        (r"/a/:id(\d)", r"/a/:n([0-9]+)", False),
        (r"/a/:id(x(?=y).*)", r"/a/:n(xy)", False),
        ("/a/:id", r"/a/:n(\d+)", True),
        ("/a/*", r"/a/:n(\d+)", True),
        ("/a{/b}?/c", "/a/b/c", True),
        ("/a/b/c", "/a{/b}?/c", False),
        ("{/:lang}?/a", "/a", True),
        ("/x", "/y/:z", False),
    ],
)
def test_covers(outer: str, inner: str, expected: bool) -> None:
    assert covers(outer, inner) is expected


TEXT = st.text("ab-", min_size=1, max_size=2)
PIECES = st.one_of(
    TEXT.map(lambda text: "/" + text),
    st.builds(lambda text, sign: f"/{text}:%{sign}", st.just("") | TEXT, st.sampled_from(["", "", "?", "*", "+"])),
    st.sampled_from(["/*", "*", "/*?", "/"]),
    st.builds(lambda text, sign: f"{{/{text}}}{sign}", TEXT, st.sampled_from("?*+")),
    st.builds(lambda text, sign: f"{{{text}:%}}{sign}", TEXT, st.sampled_from("?*+")),
)
PATHS = st.text("ab-/", max_size=8).map(lambda text: "/" + text)


@st.composite
def patterns(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(PIECES, min_size=1, max_size=4))
    text = "".join(piece.replace("%", f"n{index}") for index, piece in enumerate(pieces))
    assume(text.lstrip("{").startswith("/"))
    try:
        validate(text)
    except PatternError:
        assume(False)
    return text


@given(patterns())
def test_an_example_is_matched(pattern: str) -> None:
    assert matches(pattern, example(pattern))


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/appointments/:id", "/appointments/id"),
        (r"/a/:id(\d{4})/*", "/a/1111/any"),
        ("/:lang(en|es)?/x{-:y}?", "/en/x-y"),
        ("/\u00e9", "/%C3%A9"),
        ("/:day([0-9]{4}-[0-9]{2}-[0-9]{2})", "/2027-01-31"),
    ],
)
def test_examples_read_well(pattern: str, path: str) -> None:
    assert example(pattern) == path
    assert matches(pattern, path)


@settings(max_examples=300)
@given(patterns(), patterns(), PATHS)
def test_what_is_covered_is_matched_by_both(outer: str, inner: str, path: str) -> None:
    if covers(outer, inner):
        assert matches(outer, example(inner))
        assert matches(outer, path) or not matches(inner, path)


@given(patterns())
def test_every_pattern_covers_itself_and_lies_within_everything(pattern: str) -> None:
    assert covers(pattern, pattern)
    assert covers("/*", pattern)


@settings(max_examples=300)
@given(patterns(), PATHS)
def test_a_pattern_matches_what_the_standard_says(pattern: str, path: str) -> None:
    standard = pytest.importorskip("urlpattern").URLPattern({"pathname": pattern})
    bare = path.rstrip("/")
    assume(bare)  # the standard knows no empty path; ours is the root
    expected = standard.test({"pathname": bare}) or standard.test({"pathname": bare + "/"})
    assert matches(pattern, path) == expected


@settings(max_examples=100)
@witness(["/a/:n1**"], "/aa")
@witness(["/a/:n1?b"], "/ab")
@given(st.lists(patterns(), max_size=6), PATHS)
def test_the_index_finds_what_a_plain_search_finds(paths: list[str], path: str) -> None:
    routes = [row(pattern, order) for order, pattern in enumerate(paths)]
    found = sorted(
        (route for route in routes if matches(route.path, path)),
        key=lambda route: (precedence(route.path), route.order),
    )
    assert list(RouteIndex(routes).all(path)) == found


@given(st.text(max_size=12) | st.text("/:*?+{}()\\a1#", max_size=12).map(lambda text: "/" + text))
def test_no_pattern_does_more_than_be_refused(text: str) -> None:
    try:
        validate(text)
    except PatternError as error:
        assert 0 <= error.offset <= len(text)  # noqa: PT017 - most texts are refused
    else:
        matches(text, "/a")


def test_no_pattern_is_slow() -> None:
    started = time.process_time()
    assert not matches("/" + "*a" * 20 + "!", "/" + "a" * 300)
    assert not matches("/{-:x}+{-:y}+{-:z}*!", "/" + "-a" * 150)
    assert not matches("/**/**/**/x", "/" * 300)
    assert not covers("/*a*b*c*d*e*f*g", "/:a/:b/:c/*a*b*c*d*e*f")
    assert time.process_time() - started < 60
