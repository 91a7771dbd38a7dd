"""Names in template directives."""

from __future__ import annotations

import pytest

from pixelgate.parse.template.names import named


@pytest.mark.parametrize(
    ("arguments", "names", "computed", "first"),
    [
        ('"a"', ("a",), False, True),
        ("layout", (), True, True),
        ('["a", "b"]', ("a", "b"), False, True),
        ('["a", b]', ("a",), True, True),
        ('"a" if (x or y) else "b"', ("a", "b"), False, False),
        ('base or "a"', ("a",), True, False),
        ('base|default:"a"', ("a",), True, True),
        ('base | default("a")', ("a",), True, True),
        ('"analytics/" + tool + ".html"', ("analytics/{}.html",), True, True),
        ('"analytics/"|add:tool|add:".html"', ("analytics/{}.html",), True, True),
        ('"analytics/%s.html" % tool', ("analytics/{}.html",), True, True),
        ('"a/" ~ "b.html"', ("a/b.html",), False, True),
        ('theme ~ ".html"', (), True, True),
        ('name("a")', (), True, True),
        ('"a"|upper', (), True, True),
        ("", (), True, True),
    ],
)
def test_names(arguments: str, names: tuple[str, ...], computed: bool, first: bool) -> None:
    found = named("include", arguments)
    assert (found.names, found.computed, found.first) == (names, computed, first)
    assert found.expression == (arguments if computed else "")


def test_what_follows_the_name_is_no_part_of_it() -> None:
    found = named("include", 'a + "-page.html" ignore missing without context')
    assert (found.names, found.expression, found.optional) == (("{}-page.html",), 'a + "-page.html"', True)
