"""Patterns of file paths: what crosses folders, and what means itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.tree.glob import any_of, glob_matches


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("docs/**", "docs/a/b.html", True),
        ("docs/**", "docs.html", False),
        ("docs/**", "old/docs/a.html", False),
        ("docs", "docs/a/b.html", True),
        ("docs/", "docs/a.html", True),
        ("docs", "docs2/a.html", False),
        ("**/*.stories.tsx", "a.stories.tsx", True),
        ("**/*.stories.tsx", "src/x/a.stories.tsx", True),
        ("**/*.stories.tsx", "src/a.tsx", False),
        ("templates/*.html", "templates/a.html", True),
        ("templates/*.html", "templates/x/a.html", False),
        ("templates/**/list.html", "templates/list.html", True),
        ("templates/**/list.html", "templates/a/b/list.html", True),
        ("templates/**/list.html", "templates/a/mylist.html", False),
        ("app/[id]/page.tsx", "app/[id]/page.tsx", True),
        ("app/[id]/page.tsx", "app/i/page.tsx", False),
        ("app/(portal)/*/page.tsx", "app/(portal)/x/page.tsx", True),
        ("*.{html,htm}", "a.htm", True),
        ("*.{html,htm}", "a.html.txt", False),
        ("a{b}c", "a{b}c", True),
        ("?.js", "a.js", True),
        ("?.js", "/.js", False),
        ("./a/*.js", "a/b.js", True),
        ("a.js", "axjs", False),
        ("a/*", "a/b\nc", True),
    ],
)
def test_a_pattern_names(pattern: str, path: str, expected: bool) -> None:
    assert glob_matches(pattern, path) is expected
    assert any_of([pattern])(path) is expected


def test_no_patterns_match_nothing() -> None:
    assert any_of([])("a") is False


@given(st.text("ab/[]{}()+.$^|\\é", min_size=1, max_size=12))
def test_a_path_without_wildcards_names_itself(path: str) -> None:
    assert glob_matches(path, path)


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_pattern_fails(pattern: str, path: str) -> None:
    glob_matches(pattern, path)
