from __future__ import annotations

import pytest

from pixelgate.parse.document import State

TRACK = ("fbq", "track", "Lead")


@pytest.mark.parametrize(
    "code",
    [
        "fbq('track', 'Lead')",
        'fbq("track","Lead")',
        "fbq(`track`,`Lead`)",
        "fbq(\n  'track',\n  // why\n  'Lead',\n)",
        "window.fbq('track', 'Lead')",
        "window['fbq']('track', 'Lead')",
        "window[`fbq`]('track', 'Lead')",
        "globalThis.fbq('track', 'Lead')",
        "self.fbq('track', 'Lead')",
        "top.fbq('track', 'Lead')",
        "parent.fbq('track', 'Lead')",
        "frames.fbq('track', 'Lead')",
        "window.parent.fbq('track', 'Lead')",
        "document.defaultView.fbq('track', 'Lead')",
        "window.fbq?.('track', 'Lead')",
        "window?.fbq?.('track', 'Lead')",
        "window?.['fbq']?.('track', 'Lead')",
        "(window.fbq)('track', 'Lead')",
        "(0, window.fbq)('track', 'Lead')",
        "(0, n.fbq)('track', 'Lead')",
        "r.g.fbq('track', 'Lead')",
        "Reflect.get(window, 'fbq')('track', 'Lead')",
        "const f = Reflect.get(globalThis, 'fbq'); f('track', 'Lead')",
        "fbq.call(window, 'track', 'Lead')",
        "fbq.apply(null, ['track', 'Lead'])",
        "fbq(...['track', 'Lead'])",
        "fbq.bind(null, 'track')('Lead')",
        "(cond ? window.fbq : noop)('track', 'Lead')",
        "(window.fbq || noop)('track', 'Lead')",
        "window['f' + 'bq']('track', 'Lead')",
        "typeof window<'u'&&window.fbq&&window.fbq('track','Lead')",
        "if (typeof fbq === 'function') { fbq('track', 'Lead') }",
        "async () => { await window.fbq('track', 'Lead') }",
        "(typeof window !== 'undefined' ? window : {}).fbq('track', 'Lead')",
        "Function('return this')().fbq('track', 'Lead')",
        "this.fbq('track', 'Lead')",
        "const e = window.fbq; e('track', 'Lead')",
        "let e; e = window.fbq; e('track', 'Lead')",
        "const {fbq} = window; fbq('track', 'Lead')",
        "const {fbq: f} = window; f('track', 'Lead')",
        "const {fbq: f = noop} = window; f('track', 'Lead')",
        "const w = window; w.fbq('track', 'Lead')",
        "const f = fbq.bind(window, 'track'); f('Lead')",
        "const NAME = 'fbq'; window[NAME]('track', 'Lead')",
        "!function(w){w.fbq('track','Lead')}(window)",
        "(function(w){w.fbq('track','Lead')}).call(this, window)",
        "((w, n) => { w[n]('track', 'Lead') })(window, 'fbq')",
        "function g(){var t;null==(t=window.fbq)||t.call(window,'track','Lead')}",
        "var t; null===(t=window.fbq)||void 0===t||t('track','Lead')",
        "(function(a){ a('track', 'Lead') })(window.fbq)",
        "class A { f = window.fbq; m() { this.f('track', 'Lead') } }",
        "class A { get f() { return window.fbq } m() { this.f('track', 'Lead') } }",
        "const o = {}; o.f = window.fbq; o.f('track', 'Lead')",
        "const get = () => window.fbq; get()('track', 'Lead')",
        "function h($window){ $window.fbq('track', 'Lead') }",
        "const [f, setF] = useState(); setF(window.fbq); f('track', 'Lead')",
        "export const send = () => fbq('track', 'Lead')",
        "<div onClick={() => fbq('track', 'Lead')} />",
        "fbq('track', 'Lead'); var broken = {",
        "}}} fbq('track', 'Lead')",
    ],
)
def test_every_form_of_a_call_is_the_same_call(read, code):
    assert [call[:3] for call in read(code).calls] == [TRACK]


@pytest.mark.parametrize(
    "code",
    [
        "(window as any).fbq('track', 'Lead')",
        "(<any>window).fbq('track', 'Lead')",
        "(window as any).fbq!('track', 'Lead')",
        "(window as unknown as Win)['fbq']?.('track', 'Lead')",
        "const w = window as any; w.fbq('track', 'Lead')",
        "declare var fbq: Function; fbq('track', 'Lead')",
        "declare function fbq(...a: any[]): void; export const t = (): void => fbq('track', 'Lead')",
        "// @ts-ignore\nwindow.fbq('track', 'Lead')",
        "window.fbq<string>('track', 'Lead')",
    ],
)
def test_types_and_casts_do_not_hide_a_call(read, code):
    assert read(code, "typescript").calls == [TRACK]


@pytest.mark.parametrize(
    ("code", "calls"),
    [
        ("(window._paq = window._paq || []).push(['a', 1])", [("_paq.push", ["a", 1])]),
        ("(window._paq ||= []).push(['a'])", [("_paq.push", ["a"])]),
        ("var _paq = window._paq = window._paq || []; _paq.push(['a'])", [("_paq.push", ["a"])]),
        ("fbq.push(['track', 'Lead'])", [("fbq.push", ["track", "Lead"])]),
        ("new UET({ti: '1'})", [("UET", {"ti": "1"})]),
        ("var o = {ti: '1'}; o.q = [2]; new window.UET(o)", [("UET", {"ti": "1", "q": [2]})]),
        ("ttq.instance('A').track('B')", [("ttq.instance", "A"), ("ttq.instance().track", "B")]),
        ("analytics.ready(function () {})", [("analytics.ready", "function()")]),
        ("fbq('init', '1'); fbq('track', 'A')", [("fbq", "init", "1"), ("fbq", "track", "A")]),
        ("const t = window.fbq; t('a'); { const t = other; t('b') }", [("fbq", "a")]),
        ("let t = window.fbq; t('a'); t = other; t('b')", [("fbq", "a")]),
        (
            "function f(){var t;null==(t=window.fbq)||t.call(window,1);null==(t=window.gtag)||t.call(window,2)}",
            [("fbq", 1), ("gtag", 2)],
        ),
        ("fbq.apply(null, args)", [("fbq", "<args>")]),
        ("fbq('track', ...rest)", [("fbq", "track", "<...rest>")]),
    ],
)
def test_queues_instances_aliases_and_spreads(read, code, calls):
    assert read(code).calls == calls


def test_unknown_spread_is_marked(read):
    first, second = read("fbq.apply(null, args); fbq('track', ...rest)").script.calls
    assert (first.spread, second.spread) == (True, False)


def test_construction_and_alias_are_marked(read):
    made, named = read("new UET({}); const t = window.fbq; t(1)").script.calls
    assert (made.constructed, made.aliased, named.constructed, named.aliased) == (True, False, False, True)


def test_span_is_the_whole_call_in_original_characters(read):
    reading = read("/* é𝒳\u2028 */ x && window.fbq?.('init', 'ü'); //")
    (call,) = reading.script.calls
    assert reading.at(call.span) == "window.fbq?.('init', 'ü')"
    assert reading.at(call.arguments[1].span) == "'ü'"
    assert call.arguments[1].value == "ü"


@pytest.mark.parametrize(
    ("code", "calls"),
    [
        ("import P from 'pixel'; P.init('1')", [("pixel#default.init", "1")]),
        ("import {init} from 'pixel'; init('1')", [("pixel#init", "1")]),
        ("import {init as i} from 'pixel'; i('1')", [("pixel#init", "1")]),
        ("import * as P from 'pixel'; P.init('1'); P.default.go()", [("pixel#init", "1"), ("pixel#default.go",)]),
        ("const P = require('pixel'); P.init('1')", [("pixel#default.init", "1")]),
        ("const {init} = require('pixel'); init('1')", [("pixel#init", "1")]),
        ("require('pixel').default.init('1')", [("pixel#default.init", "1")]),
        ("var _p = _interopRequireDefault(require('pixel')); _p.default.init(1)", [("pixel#default.init", 1)]),
        ("var _p = require('pixel'); (0, _p.init)(1)", [("pixel#init", 1)]),
        ("var p = __importDefault(require('pixel')); p.default.init(1)", [("pixel#default.init", 1)]),
        ("import('pixel').then(m => m.default.init(1))", [("pixel#default.init", 1)]),
        ("import('pixel').then(({init}) => init(1))", [("pixel#init", 1)]),
        ("import('pixel').then(m => m.default).then(P => P.init(1))", [("pixel#default.init", 1)]),
        ("import('pixel').then(function (m) { return m.Sdk }).then(S => new S(1))", [("pixel#Sdk", 1)]),
        (
            "const p = import('pixel').then(m => m.default); async () => { (await p).init(1) }",
            [("pixel#default.init", 1)],
        ),
        ("(async () => { const m = await import('pixel'); m.init(1) })()", [("pixel#init", 1)]),
        (
            "import {Sdk} from 'pixel'; const c = new Sdk('k'); c.track(1)",
            [("pixel#Sdk", "k"), ("pixel#Sdk().track", 1)],
        ),
        ("import {Sdk} from 'pixel'; const c = Sdk.load(); c.go(1)", [("pixel#Sdk.load",), ("pixel#Sdk.load().go", 1)]),
        ("import {useIt} from 'pixel'; const {t} = useIt(); t(1)", [("pixel#useIt",), ("pixel#useIt().t", 1)]),
        ("import P from 'pixel'; function f(P) { P.init() }", []),
        ("import P from 'other'; P.init()", []),
    ],
)
def test_names_of_modules(read, code, calls):
    assert read(code).calls == calls


def test_typescript_import_equals(read):
    assert read("import P = require('pixel'); P.init(1)", "typescript").calls == [("pixel#default.init", 1)]


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("window._linkedin_partner_id = '1'", [("_linkedin_partner_id", "1")]),
        ("_linkedin_partner_id = '1'", [("_linkedin_partner_id", "1")]),
        ("var _linkedin_partner_id = '1';", [("_linkedin_partner_id", "1")]),
        ("fbq.disablePushState = !0", [("fbq.disablePushState", True)]),
        ("window['_hjSettings'] = {hjid: 7}", [("_hjSettings", {"hjid": 7})]),
        ("window.fbq = () => {}", [("fbq", "function()")]),
        ("dataLayer = [{a: 1}]", [("dataLayer", [{"a": 1}])]),
        ("function f() { var _linkedin_partner_id = '1' }", []),
        ("const t = window.fbq; let u; u = t", []),
    ],
)
def test_writes_to_globals(read, code, writes):
    assert read(code).writes == writes


@pytest.mark.parametrize(
    "code",
    [
        "function ym(a, b) { return a + b } ym(1, 2)",
        "function q() { function ga() {} ga(1) }",
        "export function fbq() { log(1) } fbq(1)",
        "(function (ga) { ga(1) })(function () {})",
        "const hj = {}; export default hj; hj(1)",
        "for (const fbq of list) fbq(1)",
        "try {} catch (fbq) { fbq(1) }",
        "var analytics = {track: function () {}}; analytics.track(1)",
    ],
)
def test_local_function_of_the_same_name_is_not_the_global(read, code):
    reading = read(code)
    assert reading.calls == []
    assert len(reading.script.declared) == 1


@pytest.mark.parametrize(
    "code",
    [
        "function gtag(){dataLayer.push(arguments)} gtag('js', 1)",
        "const gtag = function () { window.dataLayer.push(arguments) }; export default 1; gtag('js', 1)",
        "useEffect(() => { function gtag(...args) { dataLayer.push(args) } gtag('js', 1) })",
        "var gtag = window.gtag || function () { dataLayer.push(arguments) }; gtag('js', 1)",
    ],
)
def test_queue_stub_stands_for_the_global(read, code):
    assert ("gtag", "js", 1) in read(code).calls


@pytest.mark.parametrize(
    "code",
    [
        "// fbq('a')",
        "/* fbq('a') */",
        "x = 'fbq(1)'",
        "<div>{/* fbq('a') */}</div>",
        "o.fbq(1)",
        "o = {fbq: 1}; o.fbq()",
        "`${a}`.fbq(1)",
        "label: for (;;) { break label }",
    ],
)
def test_what_only_looks_like_a_call(read, code):
    assert read(code).calls == []


@pytest.mark.parametrize(
    ("code", "states"),
    [
        ("if (false) { fbq(1) } else { fbq(2) }", [State.INACTIVE, State.ACTIVE]),
        ("false && fbq(1); true && fbq(2)", [State.INACTIVE, State.ACTIVE]),
        ("0 ? fbq(1) : fbq(2)", [State.INACTIVE, State.ACTIVE]),
        ("!1 && fbq(1)", [State.INACTIVE]),
        ("while (0) fbq(1)", [State.INACTIVE]),
        ("if (debug) fbq(1)", [State.ACTIVE]),
        ("return; fbq(1)", [State.ACTIVE]),
    ],
)
def test_only_literal_conditions_switch_code_off(read, code, states):
    assert [call.state for call in read(code).script.calls] == states
