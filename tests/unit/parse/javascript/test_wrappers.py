from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("code", "calls"),
    [
        (
            "function t(e, d) { window.fbq && fbq('track', e, d) } t('Lead', {v: 1})",
            [("fbq", "track", "Lead", {"v": 1})],
        ),
        ("const t = (e) => fbq('track', e); t('Lead')", [("fbq", "track", "Lead")]),
        ("const t = (e, d = {}) => fbq('track', e, d); t('Lead')", [("fbq", "track", "Lead", {})]),
        (
            "const t = ({name, data}) => fbq('track', name, data); t({name: 'Lead', data: 1})",
            [("fbq", "track", "Lead", 1)],
        ),
        ("function t(...a) { fbq(...a) } t('track', 'Lead')", [("fbq", "track", "Lead")]),
        ("function t() { fbq.apply(null, arguments) } t('track', 'Lead')", [("fbq", "track", "Lead")]),
        ("function t(e, c) { fbq(c ? 'trackCustom' : 'track', e) } t('Lead', true)", [("fbq", "trackCustom", "Lead")]),
        ("const p = {ev(n) { fbq('track', n) }}; p.ev('Lead')", [("fbq", "track", "Lead")]),
        ("const p = {ev: n => fbq('track', n)}; p.ev('Lead')", [("fbq", "track", "Lead")]),
        ("class P { ev(n) { fbq('track', n) } go() { this.ev('Lead') } }", [("fbq", "track", "Lead")]),
        ("class P { static ev(n) { fbq('track', n) } } P.ev('Lead')", [("fbq", "track", "Lead")]),
        ("class P { ev(n) { fbq('track', n) } } const p = new P(); p.ev('Lead')", [("fbq", "track", "Lead")]),
        ("const t = useCallback(e => fbq('track', e), []); t('Lead')", [("fbq", "track", "Lead")]),
        ("window.t = function (e) { fbq('track', e) }; t('Lead')", [("fbq", "track", "Lead")]),
        ("const t = e => { const n = `x_${e}`; fbq('track', n) }; t('Lead')", [("fbq", "track", "x_Lead")]),
        (
            "const t = e => fbq('track', e); const u = e => t('X' + e); u('Lead')",
            [("fbq", "track", "X<e>"), ("fbq", "track", "XLead")],
        ),
        ("const t = e => fbq('track', e); let u; u = t; u('Lead')", [("fbq", "track", "Lead")]),
        ("const t = e => fbq(typeof e == 'string' ? e : e.name); t('Lead')", [("fbq", "Lead")]),
        ("const t = e => fbq('track', e); (f => { f('Lead') })(t)", [("fbq", "track", "Lead")]),
        (
            "function t(e, p) { const n = {}; for (const [k, v] of Object.entries(p)) n[k] = v; gtag(e, n) } t('a', {b: 1})",  # noqa: E501 - one case, one line
            [("gtag", "a", {"b": 1})],
        ),
    ],
)
def test_calls_of_a_wrapper(read, code, calls):
    reading = read(code)
    assert [said for said, call in zip(reading.calls, reading.script.calls, strict=True) if call.via] == calls


def test_place_and_way(read):
    reading = read("function t(e) { fbq('track', e) } t('Lead')")
    inner, outer = reading.script.calls
    assert (inner.via, reading.at(inner.span)) == (None, "fbq('track', e)")
    assert (outer.via, reading.at(outer.span), outer.aliased) == (inner.span, "t('Lead')", True)


@pytest.mark.parametrize(
    "code",
    [
        "function t() { fbq('track', 'Lead') } t(); t()",
        "function t(e) { fbq('track', 'Lead') } t('x')",
        "function gtag() { dataLayer.push(arguments) } gtag('a')",
        "window.fbq = function () { fbq.queue.push(arguments) }; fbq('a')",
        "function t(e) { fbq('track', e) } other.t('x'); { const t = 1; t('y') }",
    ],
)
def test_what_is_no_wrapper(read, code):
    assert [call for call in read(code).script.calls if call.via] == []


def test_a_wrapper_that_calls_itself_comes_to_an_end(read):
    assert (
        len(read("function t(e) { fbq('track', e); t(e + e); u(e) } function u(e) { t(e) } t('a')").script.calls) < 50
    )
