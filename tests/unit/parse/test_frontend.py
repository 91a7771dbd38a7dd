"""Which files have an outline: code with a sign, components, settings and front matter."""

from __future__ import annotations

import pytest

from pixelgate.parse import frontend
from pixelgate.parse.values import Array, Constant
from pixelgate.source import Location, Source


def names(path: str, text: str) -> list[str] | None:
    found = frontend.outline(Source(path, text))
    return None if found is None else [*(one.name for one in found.definitions), *(one.name for one in found.calls)]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.ts", "const routes = [];", ["routes"]),
        ("a.ts", "const colours = [];", None),
        ("a.ts", "const author = expressive(expression);", None),
        ("a.ts", "authorize();", ["authorize"]),
        ("astro.config.mjs", "export default { base: '/x' };", ["default"]),
        ("a.vue", "<script setup lang='ts'>definePageMeta({} as X)</script><template/>", ["definePageMeta"]),
        ("a.svelte", "<script>const auth = 1</script>", ["auth"]),
        ("a.astro", "---\nconst auth: string = '';\n---\n<p>", ["auth"]),
        ("_config.yml", "a:\n  b: 1\nc: [x, y]\n", ["a.b", "c"]),
        ("x/hugo.toml", "[a]\nb = 1\n", ["a.b"]),
        ("angular.json", '{"projects": {"p": 1}}', ["projects.p"]),
        ("about.md", "---\nlayout: x\n---\ntext", ["layout"]),
        ("about.md", '+++\nlayout = "x"\n+++\ntext', ["layout"]),
        ("about.md", "text", None),
        ("page.html", "<p>---</p>", None),
    ],
)
def test_outlines(path: str, text: str, expected: list[str] | None) -> None:
    assert names(path, text) == expected


def test_bundles_have_no_outline() -> None:
    made = "!function(e){route();" + "e.x(1);" * 1_000 + "}()"
    assert frontend.is_bundle(made)
    assert names("a.js", made) is None
    assert frontend.is_bundle(
        '!function(e,t){"function"==typeof define&&define.amd?define(t):e.x=t()}(this,function(){})'
    )
    assert not frontend.is_bundle("app.get('/x', f);\n" * 200)
    assert not frontend.is_bundle("define(['router'], function (router) { router.get('/x', f) })")


def test_front_matter_keeps_its_places_and_several_values() -> None:
    found = frontend.outline(Source("a.md", "---\ntitle: A\ntags: [b, c]\n---\n"))
    assert found is not None
    title, tags = found.definitions
    assert title.location == Location("a.md", 2, 1, 2, 9)
    assert isinstance(tags.value, Array)
    assert [one.value for one in tags.value.items if isinstance(one, Constant)] == ["b", "c"]
