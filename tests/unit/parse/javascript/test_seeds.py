"""Globals that code reaches by a name which it keeps elsewhere."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "code",
    [
        "let n = 'fbq'; window[n]('track', 'Lead')",
        "const o = {gName: 'fbq'}; window[o.gName]('track', 'Lead')",
        "let o = {...{gName: 'fbq'}}; function c() { return o } const {gName: n} = c(); window[n]('track', 'Lead')",
        "let o = {gName: 'fbq'}; function c() { return o } const {gName} = c(); window[gName]('track', 'Lead')",
        "let n; function C(p) { const {name: d = 'fbq'} = p; void 0 === n && (n = d) } window[n]('track', 'Lead')",
        "function f(n = 'fbq') { window[n]('track', 'Lead') }",
        "const a = 'fbq', b = a; self[b]('track', 'Lead')",
    ],
)
def test_a_name_that_is_kept_and_used_as_a_key_of_the_window(read, code):
    assert read(code).calls == [("fbq", "track", "Lead")]


@pytest.mark.parametrize(
    "code",
    [
        "const o = {name: 'fbq'}; x[o.name]('track', 'Lead')",
        "const o = {gName: 'fbq'}; window[o.other]('track', 'Lead')",
        "let n = 'fbq'; { let n = 'x'; window[n]('track', 'Lead') }",
        "const o = {n: 'fbq'}; window[x.n]('track', 'Lead')",
    ],
)
def test_other_names_and_other_objects(read, code):
    assert read(code).calls == []


def test_a_function_that_puts_up_the_queue_is_a_wrapper_and_no_stub(read):
    code = "function s(...t) { window.fbq = function () { q.push(arguments) }; fbq(...t) } s('track', 'Lead')"
    assert ("fbq", "track", "Lead") in read(code).calls
