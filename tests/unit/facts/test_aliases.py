"""Aliases in the configuration of bundlers."""

from __future__ import annotations

import pytest

from pixelgate.facts.aliases import aliases, configures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{resolve: {alias: {'~lib': '/src/lib'}}}", [("~lib", "web/src/lib"), ("~lib/*", "web/src/lib/*")]),
        ("{alias: {vue$: './v.js'}}", [("vue", "web/v.js"), ("vue/*", "web/v.js/*")]),
        ("{alias: {'@c': path.resolve(__dirname, '..', 'c')}}", [("@c", "c"), ("@c/*", "c/*")]),
        ("{alias: {'@': fileURLToPath(new URL('./src', import.meta.url))}}", [("@", "web/src"), ("@/*", "web/src/*")]),
        ("alias: [{find: '#x', replacement: '/x'}]", [("#x", "web/x"), ("#x/*", "web/x/*")]),
        ("{alias: {'$deep/*': 'src/deep/*'}}", [("$deep/*", "web/src/deep/*")]),
        ("{alias: {a: computed, b: 'https://cdn.example/b.js'}}", []),
        ("{alias: {", []),
        ("{alias: {a: './a'\n}, other: {b: './b'}}", [("a", "web/a"), ("a/*", "web/a/*")]),
        (
            "{alias: {a: './a' /* } */, b: './b'}}",
            [("a", "web/a"), ("a/*", "web/a/*"), ("b", "web/b"), ("b/*", "web/b/*")],
        ),
        ("{alias: {a: './a', other: {b: './b'}", []),
    ],
)
def test_aliases_as_objects_and_lists(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(aliases("web/vite.config.ts", text)) == expected


def test_a_block_may_be_long() -> None:
    listed = ", ".join(f"a{number}: './{number}'" for number in range(2_000))
    found = list(aliases("vite.config.ts", f"{{alias: {{{listed}}}, other: {{b: './b'}}}}"))
    assert (len(found), found[-1]) == (4_000, ("a1999/*", "1999/*"))


def test_only_configurations_have_them() -> None:
    assert configures("apps/a/svelte.config.js")
    assert not configures("src/config.js")
