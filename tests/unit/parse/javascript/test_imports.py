from __future__ import annotations

import pytest

from pixelgate.parse.javascript import scan_imports
from pixelgate.source import Fragment

BOTH = [
    ("import './a'", [("import", "./a")]),
    ('import a from "./a"', [("import", "./a")]),
    ("import a, {b as c} from './a'", [("import", "./a")]),
    ("import * as a from './a'", [("import", "./a")]),
    ('import{a as b}from"./a.js";import"./b.js"', [("import", "./a.js"), ("import", "./b.js")]),
    ("import {\n  a,\n  b,\n} from './a'", [("import", "./a")]),
    ("export * from './a'", [("re-export", "./a")]),
    ("export {a, default as b} from './a'", [("re-export", "./a")]),
    ("import { a } from '$lib/a'", [("import", "$lib/a")]),
    ("const x = import('./a')", [("dynamic-import", "./a")]),
    ("import(`./a.js`)", [("dynamic-import", "./a.js")]),
    ("import(/* webpackChunkName: 'a' */ './a')", [("dynamic-import", "./a")]),
    ("const a = require('./a')", [("require", "./a")]),
    ("importScripts('./a.js')", [("script-load", "./a.js")]),
    ("new Worker('./w.js')", [("worker", "./w.js")]),
    ("new Worker(new URL('./w.js', import.meta.url), {type: 'module'})", [("worker", "./w.js")]),
    ("navigator.serviceWorker.register('/sw.js')", [("worker", "/sw.js")]),
    ("navigator.serviceWorker?.register('/sw.js', {scope: '/'})", [("worker", "/sw.js")]),
    ("const w = navigator.serviceWorker; w && w.register('/sw.js')", [("worker", "/sw.js")]),
    ("const {serviceWorker} = navigator; serviceWorker.register('/sw.js')", [("worker", "/sw.js")]),
    ("navigator.serviceWorker.register(new URL('/sw.js', location))", [("worker", "/sw.js")]),
    ("if ('serviceWorker' in navigator) form.register('email')", []),
    ("Handlebars.register('/parts.js')", []),
    ("navigator.serviceWorker.ready.then(f); serviceWorker.addEventListener('message', f)", []),
    ("// import './a'", []),
    ("/* import './a' */", []),
    ("/*\n * import a from './a'\n */", []),
    ("obj.import('./a'); obj.require('./b'); $import('./c')", []),
    ("const important = 'x'; reimport('./a')", []),
]


@pytest.mark.parametrize(("code", "imports"), BOTH)
def test_tree_and_scan_agree(read, code, imports):
    assert read(code).imports == imports
    assert [(i.kind.value, i.specifier.value) for i in scan_imports(Fragment(code))] == imports


@pytest.mark.parametrize(
    ("code", "imports"),
    [
        ("import(`./locale/${l}.js`)", [("dynamic-import", "./locale/<l>.js")]),
        ("define(['a', 'exports', 'b'], function () {})", [("require", "a"), ("require", "b")]),
        ("define('name', ['a'], f)", [("require", "a")]),
        ("define(function (require) { require('./a') })", [("require", "./a")]),
        ("require(['a', 'b'], function (a, b) {})", [("require", "a"), ("require", "b")]),
        ("System.register(['./a.js'], function () {})", [("require", "./a.js")]),
        ("System.import('./a.js')", [("dynamic-import", "./a.js")]),
        ("new URL('./x.js', import.meta.url)", [("script-load", "./x.js")]),
        ("new URL('./x.png', import.meta.url)", []),
        ("new SharedWorker('./w.js')", [("worker", "./w.js")]),
        ("const N = './a'; import(N)", [("dynamic-import", "./a")]),
        ("{1: [function (require, module) { require('./inner') }]}", []),
        ("t.register('x', y); z.define(['a'], f)", []),
    ],
)
def test_forms_that_need_the_tree(read, code, imports):
    assert read(code).imports == imports


@pytest.mark.parametrize(
    "code",
    ["import type {A} from './a'", "export type {A} from './a'", "import {type A, type B} from './a'"],
)
def test_types_are_not_imported(read, code):
    assert read(code, "typescript").imports == []


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import a from './a'", ("default",)),
        ("import * as a from './a'", ("*",)),
        ("import a, {b as c, d} from './a'", ("default", "b", "d")),
        ("import './a'", ()),
        ("export {b as c} from './a'", ("b",)),
        ("export * from './a'", ("*",)),
    ],
)
def test_names_that_are_bound(read, code, names):
    assert read(code).script.imports[0].names == names
    assert scan_imports(Fragment(code))[0].names == names


def test_names_taken_from_a_required_module(read):
    (one,) = read("const {a, b: c} = require('./a')").script.imports
    assert one.names == ("a", "b")


def test_spans(read):
    code = "/* ü */ const a = require('./a');"
    for (found,) in (read(code).script.imports, scan_imports(Fragment(code))):
        assert code[found.specifier.span.start : found.specifier.span.end] == "'./a'"
        assert code[found.span.start : found.span.end].startswith("require(")


def test_scripts_loaded_by_code(read):
    helper = "function load(u) { var s = document.createElement('script'); s.src = u }"
    reading = read(f"{helper} load('/a.js'); load('/b.js')")
    assert reading.imports == [("script-load", "/a.js"), ("script-load", "/b.js")]
    assert [reading.at(one.span) for one in reading.script.imports] == ["load('/a.js')", "load('/b.js')"]


def test_scan_sees_through_urls_and_quotes_before_a_reference():
    code = "x='http://a';import('./a');y=\"/*\";import('./b')"
    assert [i.specifier.value for i in scan_imports(Fragment(code))] == ["./a", "./b"]
