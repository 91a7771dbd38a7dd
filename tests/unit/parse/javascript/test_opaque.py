from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("var s = document.createElement('script'); s.src = config.url", "config.url"),
        ("var s = document.createElement('script'); s.src = window.TRACKER", "window.TRACKER"),
        ("import(settings.plugin)", "settings.plugin"),
        ("importScripts(settings.url)", "settings.url"),
        ("$.getScript(settings.url)", "settings.url"),
        ("eval(xhr.responseText)", "xhr.responseText"),
        ("eval(localStorage.getItem('x'))", "localStorage.getItem('x')"),
        (
            "function load(u) { var s = document.createElement('script'); s.src = u } load(config.url)",
            "load(config.url)",
        ),
    ],
)
def test_code_from_an_unknown_place(read, code, place):
    assert read(code).opaque == [place]


@pytest.mark.parametrize(
    "code",
    [
        "function load(u) { var s = document.createElement('script'); s.src = u }",
        "function load(o) { var s = document.createElement('script'); s.src = o.url }",
        "r.l = (e, t) => { var s = document.createElement('script'); s.src = e }",
        "r.e = e => { var s = document.createElement('script'); s.src = r.p + r.u(e) }",
        "var s = document.createElement('script'); s.src = base + '/x.js'",
        "var s = document.createElement('script'); s.text = code",
        "import('./a')",
        "const load = n => import(`./pages/${n}.js`)",
        "Function('return this')()",
        "new Function('a', 'return a')",
        "function globalEval(code) { eval(code) }",
        "var source = 'with(obj){' + template(x) + '}'; Function('obj', source)",
        "eval('(' + text + ')')",
        "x instanceof Function; f.eval; Function.prototype.call(a)",
    ],
)
def test_generic_and_known_code_is_not_opaque(read, code):
    assert read(code).opaque == []
