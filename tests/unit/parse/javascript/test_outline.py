"""The outline of JavaScript: names, literals and nesting, at exact places, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.javascript.outline import outline
from pixelgate.parse.markup import Code
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Array, Choice, Constant, Function, Object, Unknown, Value
from pixelgate.source import Fragment, Location, Source


def read(text: str, language: str = "tsx") -> Outline:
    return outline([Code(Fragment(text), language)], Source("a.tsx", text))


def plain(value: Value | None) -> object:
    match value:
        case Constant(value=inner):
            return inner
        case Object(entries=entries):
            return {entry.key: plain(entry.value) for entry in entries}
        case Array(items=items):
            return [plain(item) for item in items]
        case Choice(options=options):
            return tuple(plain(option) for option in options)
        case Unknown(path=path, inputs=inputs):
            return (path, *map(plain, inputs)) if inputs else path
        case Function(name=name):
            return f"function {name}"
        case _:
            return None


def drawn(call: Call) -> str:
    """Write a call so that a test can be read: arguments, what is chained to it, and what is inside."""
    given = ", ".join(f"{a.name}={plain(a.value)}" if a.name else f"{plain(a.value)}" for a in call.arguments)
    chained = "".join(f" .{drawn(one)}" for one in call.chained)
    body = " {" + "; ".join(map(drawn, call.body)) + "}" if call.body else ""
    return f"{call.name}({given}){body}{chained}"


def value(text: str) -> object:
    return plain(read(f"const a = {text};").definitions[0].value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import A, { B as C } from './m';", ["A ./m#default", "C ./m#B"]),
        ("import * as N from 'n'; import type { T } from 't';", ["N n#*", "T t#T"]),
        ("const e = require('express'), { Router: R } = require('express');", ["e express#*", "R express#Router"]),
        ("const r = require('express').Router;", ["r express#Router"]),
        ("export { a as b } from './x'; export * from './y';", ["b ./x#a", "* ./y#*"]),
    ],
)
def test_imports(text: str, expected: list[str]) -> None:
    assert [f"{one.name} {one.target}" for one in read(text).imports] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("() => import('./X.vue')", ("import", "./X.vue")),
        ("lazy(() => import('./x'))", ("lazy(() => import('./x'))", ("import", "./x"))),
        ("() => import('./x').then((m) => m.Y)", ("import", "./x", "Y")),
        ("[async () => { const m = await import('./x'); return m; }]", [("import", "./x")]),
        ("(resolve) => require(['./x'], resolve)", ("import", "./x")),
        ("require('./x')()", ("import", "./x")),
        ("{ a: [1, `b`], m() { return import('./q') } }", {"a": [1.0, "b"], "m": ("import", "./q")}),
        ("<A b='c'><D /></A>", ("<A>", {"b": "c"}, ("<D>", {}))),
        ("() => <A />", ("<A>", {})),
        ("guard", "guard"),
        ("[authGuard, wall()]", ["authGuard", "wall()"]),
    ],
)
def test_values(text: str, expected: object) -> None:
    got = value(text)
    assert got == expected or (isinstance(got, tuple) and isinstance(expected, str) and got[0] == expected)


def test_names_of_functions_and_classes_are_kept() -> None:
    found = read("const g = () => 1; function h() {} class K {} const t = [g, h, K];")
    assert plain(found.definitions[-1].value) == ["g", "h", "K"]


def test_calls_with_what_is_chained_to_them_and_what_is_inside() -> None:
    found = read(
        "app.use('/p', auth(), router);\n"
        "app.route('/x').get(wall, (req, res) => { res.render('v'); }).post(save);\n"
        "(function () { start(); })();\n"
    )
    assert [drawn(call) for call in found.calls] == [
        "app.use(/p, auth(), router) {auth()}",
        "app.route(/x) .get(wall, function ) {res.render(v)} .post(save)",
        "() {start()}",
    ]
    assert [call.location for call in found.calls] == [
        Location("a.tsx", 1, 1, 1, 30),
        Location("a.tsx", 2, 1, 2, 16),
        Location("a.tsx", 3, 1, 3, 29),
    ]


def test_elements_are_calls_with_the_elements_below_inside() -> None:
    found = read(
        "export default () => <Switch><div><Route exact path='/x' element={<A />}>{ok && <B />}</Route></div></Switch>"
    )
    assert [drawn(call) for call in found.definitions[0].calls] == [
        "<Switch>() {<Route>(exact=True, path=/x, element=('<A>', {})) {<B>()}}"
    ]


def test_definitions() -> None:
    found = read(
        "@Mark({ a: 1 }) export class A extends B { static s = 2; run() { go(); } }\n"
        "export const config = { matcher: ['/a'] };\n"
        "export default async function Page() { redirect('/login'); }\n"
        "exports.show = () => ({ redirect: '/x' });\n"
        "module.exports = { b: 3 };\n"
    )
    assert [(one.kind, one.name, plain(one.value)) for one in found.definitions] == [
        ("class", "A", None),
        ("variable", "A.s", 2.0),
        ("function", "A.run", None),
        ("variable", "config", {"matcher": ["/a"]}),
        ("function", "default", None),
        ("function", "show", ({"redirect": "/x"},)),
        ("variable", "default", {"b": 3.0}),
    ]
    assert found.definitions[0].bases == ("B",)
    assert [drawn(mark) for mark in found.definitions[0].marks] == ["Mark({'a': 1.0})"]
    assert [drawn(call) for call in found.definitions[4].calls] == ["redirect(/login)"]
    assert found.definitions[4].location == Location("a.tsx", 3, 16, 3, 61)
    assert found.lines == (0, 75, 118, 179, 222, 249)


def test_what_one_global_is_does_not_depend_on_another_that_nobody_sets() -> None:
    text = "".join(f"unset{at}.go(unset{at}, set{at}); set{at} = pick({at});\n" for at in range(20))
    values = [call.arguments[1].value for call in read(text, "javascript").calls if call.name.endswith(".go")]
    assert [value.inputs != () for value in values if isinstance(value, Unknown)] == [True] * 20


@pytest.mark.parametrize(
    "text",
    [
        "f(" * 3_000 + ")" * 3_000,
        "[" * 3_000 + "]" * 3_000,
        "const a = " + "() => " * 3_000 + "1",
        "<A>" * 2_000 + "</A>" * 2_000,
        "a" + ".b()" * 3_000,
        "const a = b, b = a; f(a);",
        "f(\0, '\ud800')",
        "",
    ],
)
def test_deep_and_broken_code_is_read_as_far_as_it_goes(text: str) -> None:
    assert read("\n" * 50 + text).language == "javascript"


@given(st.text(alphabet="abf(){}[]<>/='\"`.,;:@ \n=>import", max_size=120))
def test_it_never_raises(text: str) -> None:
    read(text)


def test_parameters_and_functions_that_an_object_is_given() -> None:
    found = read(
        "const h = {};\nh.page = function (router, { a }, name = 1) { router.get(name); };\nh.x.y = () => z();\n"
    )
    assert [(one.kind, one.name, [p.name for p in one.parameters]) for one in found.definitions] == [
        ("variable", "h", []),
        ("function", "h.page", ["router", "", "name"]),
    ]
    assert [(one.name, one.location.line) for one in found.definitions[1].calls] == [("router.get", 2)]
    assert [one.name for one in found.calls] == ["z"]
    [typed] = read("export function f(r: Router, name?: string) { r.get(name); }").definitions
    assert [one.name for one in typed.parameters] == ["r", "name"]
