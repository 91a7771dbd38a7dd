"""The choice of a dialect."""

from __future__ import annotations

import pytest

from pixelgate.parse.dialects import dialect_of, template_dialect


@pytest.mark.parametrize(
    ("path", "dialect"),
    [
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a/b.jinja2", "jinja"),
        ("a.html.j2", "jinja"),
        ("a.djhtml", "django"),
        ("app.js.j2", "javascript"),
        ("nginx.conf.j2", None),
        ("a.mjs", "javascript"),
        ("a.jsx", "javascript"),
        ("a.tsx", "tsx"),
        ("a.mts", "typescript"),
        ("a.d.ts", None),
        ("a.vue", "vue"),
        ("a.py", "python"),
        ("Makefile", None),
    ],
)
def test_by_extension(path: str, dialect: str | None) -> None:
    assert dialect_of(path) == dialect


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("<p>", "html"),
        ("<p>{{ a | date:'short' }}{{ f(x) }}", "html"),
        ("{{ url_for('static', filename='a') }}", "jinja"),
        ("{% load static %}{{ a }}", "django"),
        ("{% if a %}", "django"),
        ("{%- if a %}{% endif %}", "jinja"),
        ("{% block a %}{{ super() }}{% endblock %}", "jinja"),
        ("{% block a %}{{ block.super }}{% endblock %}", "django"),
        ("{% include 'a' with b=c %}", "django"),
        ("{% macro a() %}{% endmacro %}", "jinja"),
        ("{% for a in b %}{{ a|default('x') }}{% endfor %}", "jinja"),
        ("{% for a in b %}{{ a|default:'x' }}{% empty %}{% endfor %}", "django"),
    ],
)
def test_by_content(text: str, dialect: str) -> None:
    found = template_dialect("a.html", text)
    assert found is not None
    assert found.name == dialect
