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


HELPER = "function load(u) { var s = document.createElement('script'); s.src = u } "


@pytest.mark.parametrize(
    ("code", "imports", "opaque"),
    [
        (f"export {{ load as l }}; {HELPER} load('/a.js')", [("script-load", "/a.js")], []),
        (f"export {{ load as l }}; {HELPER} const f = u => load(u); f('/a.js')", [("script-load", "/a.js")], []),
        (f"export {{ load as l }}; {HELPER} const f = u => load(u); f(c.url)", [], ["f(c.url)"]),
        (f"export {{ load as l }}; {HELPER} const f = u => load(u); run(f)", [], ["load(u)"]),
        (f"p({{9(e,t,n){{n.d(t,{{a:()=>load}});{HELPER}load('/a.js')}}}})", [("script-load", "/a.js")], []),
    ],
)
def test_who_calls_a_helper_tells_what_is_loaded(read, code, imports, opaque):
    found = read(code)
    assert [one for one in found.imports if one[0] != "export"] == imports
    assert found.opaque == opaque
    assert found.elements == [("script", {"src": None})]


@pytest.mark.parametrize(
    "code",
    [
        f"{HELPER} load('/a.js')",
        f"export {{}}; {HELPER} load('/a.js'); run(load)",
        f"export {{}}; {HELPER} window.load = load",
    ],
)
def test_a_helper_that_others_may_call_keeps_its_own_gap(read, code):
    assert read(code).elements == [("script", {"src": "<u>"})]


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


RUNTIME = (
    "r.l=(u,d)=>{var s;s=document.createElement('script'),r.nc&&s.setAttribute('nonce',r.nc),s.src=u};"
    "r.f.j=(e,t)=>{r.l(r.p+r.u(e),d,'chunk-'+e,e)};r.e=e=>r.f.j(e,[]);"
)


@pytest.mark.parametrize(
    "code",
    [
        f"{RUNTIME}r.e(5).then(()=>r(5))",
        "import('_').catch(() => 1)",
        "var e = document.getElementById('entry'), n = document.createElement('script'); n.src = e.src",
        "var n = document.createElement('script'); n.src = document.getElementById('a').getAttribute('data-src')",
        "var n = document.createElement('script'); n.src = '.'",
        "var f = e => { var m = document.createElement('script'); m.src = e; m.setAttribute('data-nscript', s) }; f(y)",
    ],
)
def test_what_is_read_elsewhere_is_no_gap(read, code):
    found = read(code)
    assert found.opaque == []
    assert [a["src"] for _, a in found.elements if str(a.get("src") or "").startswith("<")] == []
