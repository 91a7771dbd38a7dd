"""Modules that are asked for by a pattern."""

from __future__ import annotations

import pytest

from pixelgate.parse.javascript.globs import asked
from pixelgate.parse.values import alternatives, pattern
from pixelgate.source import Fragment


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import.meta.glob('./plugins/*.js', { eager: true })", ["./plugins/{}.js"]),
        ("import.meta.glob<Module>(`./**/*.{js,ts,css}`)", ["./{}.js", "./{}.ts"]),
        ("import.meta.glob(['/src/a/**/*.vue', '!**/x.vue'])", ["/src/a/{}.vue"]),
        ("import.meta.globEager('./a-*/b*.ts')", ["./a-{}/b{}.ts"]),
        ("require.context('./c', false, /\\.(tsx?|jsx)$/)", ["./c/{}.tsx", "./c/{}.ts", "./c/{}.jsx"]),
        ("import.meta.webpackContext('./c/', { regExp: /\\.js$/ })", ["./c/{}.js"]),
        ("import.meta.glob('./pictures/*.png'); require.context('../words', false, /.json$/, 'lazy')", []),
        ("resolvePageComponent(name, import.meta.glob('./Pages/**/*.vue'))", []),
        ("meta.glob('./x/*.js'); require.contexts('./x')", []),
    ],
)
def test_patterns_of_code(code: str, names: list[str]) -> None:
    assert [pattern(option) for found in asked(Fragment(code)) for option in alternatives(found.specifier)] == names


def test_the_place_is_that_of_the_pattern() -> None:
    code = "const all = import.meta.glob('./x/*.js')"
    [found] = asked(Fragment(code))
    assert code[found.span.start : found.span.end] == "import.meta.glob('./x/*.js'"
