"""What code asks of RequireJS and SystemJS."""

from __future__ import annotations

import pytest

from pixelgate.parse.javascript.amd import asked, configured
from pixelgate.parse.values import constant
from pixelgate.source import Fragment


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("define(['require','exports','./a',\"b/c\"],function(r,e,a,b){})", [("require", "./a"), ("require", "b/c")]),
        ("define(['require','./a'],function(e,t){e(['./b'],t,i)})", [("require", "./a"), ("import", "./b")]),
        ("define('named',['./a'],function(){})", []),
        ("o.define(['./a'],f)", []),
        ("require(['app/main'], function (m) {})", [("require", "app/main")]),
        ("requirejs(['app/main','x'])", [("require", "app/main"), ("require", "x")]),
        ("e(['./b'],t)", []),
        (
            "System.register(['./a.js'],function(e,t){t.import('./b.js')})",
            [("require", "./a.js"), ("import", "./b.js")],
        ),
        ("System.import(`./main.js`)", [("import", "./main.js")]),
        ("System.import(name)", []),
    ],
)
def test_modules_that_are_asked_for(code: str, found: list[tuple[str, str]]) -> None:
    kinds = {"require": "require", "dynamic": "import"}
    listed = [
        (kinds.get(one.kind.name.lower(), one.kind.name), constant(one.specifier)) for one in asked(Fragment(code))
    ]
    assert listed == found


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (
            "require.config({paths: {a: 'lib/a', b: ['//cdn.example/b', 'lib/b']}})",
            [("a", "lib/a"), ("b", "//cdn.example/b"), ("b", "lib/b")],
        ),
        (
            "requirejs.config({baseUrl: '/js/', paths: {a: 'lib/a', 'c': '/c'}})",
            [("a", "/js/lib/a"), ("c", "/c"), ("*", "/js/*")],
        ),
        ("var require = {baseUrl: 'js'}", [("*", "js/*")]),
        ("require.config({paths: paths, baseUrl: base})", []),
        ("x.paths = {a: 'b'}", []),
    ],
)
def test_settings_of_names(code: str, names: list[tuple[str, str]]) -> None:
    assert list(configured(Fragment(code))) == names


@pytest.mark.parametrize(
    "code", ["define([" + '"a" ' * 20_000, "define([" + " " * 100_000, "require.config({paths:" + "[" * 5_000]
)
def test_hostile_code_takes_no_time(code: str) -> None:
    assert list(asked(Fragment(code))) == []
    assert configured(Fragment(code)) == ()
