"""Where values come from: each hop at its place, the source first, the call last."""

from __future__ import annotations

import pytest

from pixelgate import facts
from pixelgate.facts.model import Origin
from pixelgate.facts.trails import trails
from pixelgate.parse.javascript.fold import Folder
from pixelgate.parse.modules import Given
from pixelgate.parse.values import Value
from pixelgate.vendors import catalog


def origins(code: str, path: str = "page.js") -> tuple[Origin, ...]:
    """Return the origins of the parameter ``x`` of the one event in a file."""
    found = facts.extract(path, code.encode(), catalog.load())
    (event,) = (one for one in found.sightings if one.kind == "event")
    return next(one for one in event.parameters if one.name == "x").origins


def places(origin: Origin) -> list[tuple[str, int, int]]:
    return [(hop.text, hop.location.line, hop.location.column) for hop in origin.hops if hop.location]


def test_every_hop_has_its_place() -> None:
    code = "const why = document.getElementById('reason').value;\nconst x = why;\nfbq('track', 'Lead', { x });\n"
    (origin,) = origins(code)
    assert (origin.source, origin.field, origin.changed) == ("form-field", "#reason", "")
    assert places(origin) == [
        ("document.getElementById('reason').value", 1, 13),
        ("document.getElementById('reason')", 1, 13),
        ("document.getElementById('reason').value", 1, 13),
        ("why", 2, 11),
        ("x", 3, 24),
    ]


@pytest.mark.parametrize(
    ("expression", "changed"),
    [("sha256(v)", "hashed"), ("md5(v)", "hashed"), ("btoa(v)", "encoded"), ("v.trim()", "")],
)
def test_what_is_done_on_the_way_is_kept_beside_the_source(expression: str, changed: str) -> None:
    code = f"const v = document.querySelector('#mail').value; fbq('track', 'Lead', {{ x: {expression} }});"
    (origin,) = origins(code)
    assert (origin.source, origin.field, origin.changed) == ("form-field", "#mail", changed)


@pytest.mark.parametrize(
    ("expression", "field"),
    [
        ("document.getElementById('a').value", "#a"),
        ("document.querySelector('form input[name=b]').value", "b"),
        ("$('#c').val()", "#c"),
        ("document.forms[0].elements['d'].value", "d"),
        ("new FormData(f).get('e')", "e"),
        ("document.getElementById('f').elements.g.value", "g"),
        ("this.visitForm.get('h').value", "h"),
        ("event.target.value", ""),
    ],
)
def test_fields_are_told_by_the_name_that_code_gives_them(expression: str, field: str) -> None:
    (origin,) = origins(f"fbq('track', 'Lead', {{ x: {expression} }});")
    assert (origin.source, origin.field) == ("form-field", field)


@pytest.mark.parametrize("expression", ["!q.value", "typeof q.value", "q.value.length", "q.value === 'a'", "'const'"])
def test_what_only_tells_whether_or_how_long_comes_from_nowhere(expression: str) -> None:
    code = f"const q = document.getElementById('q'); fbq('track', 'Lead', {{ x: {expression} }});"
    assert origins(code) == ()


def test_the_most_telling_origin_comes_first_and_names_that_tell_nothing_are_left_out() -> None:
    code = (
        "fbq('track', 'Lead', { x: location.href + a.b + document.cookie + document.getElementById('q').value + c.d });"
    )
    assert [one.source for one in origins(code)] == ["form-field", "cookie", "url"]


def test_a_template_expression_in_another_script_is_the_source() -> None:
    written, used = "var who = '{{ patient.name }}';", "fbq('track', 'Lead', { x: who });"
    page = f"<!doctype html>\n<script>{written}</script>\n<script>{used}</script>"
    (origin,) = origins(page, "page.html")
    assert (origin.source, places(origin)) == ("template", [("patient.name", 2, 20), ("who", 3, 35)])


def test_values_that_hold_one_another_end() -> None:
    code = "let a = f(b); let b = f(a); a = b + a; b = a; fbq('track', 'Lead', { x: a });"
    assert all(one.source == "variable" for one in origins(code))


def counting(monkeypatch: pytest.MonkeyPatch) -> list[Value]:
    """Return a list to which every value is added that is asked for where it comes from."""
    counted: list[Value] = []

    def counted_trails(value: Value) -> tuple[Origin, ...]:
        counted.append(value)
        return trails(value)

    monkeypatch.setattr("pixelgate.facts.payload.trails", counted_trails)
    return counted


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("const why = document.getElementById('reason').value; save(why); const gtag = 1; log({ why, gtag });", False),
        ("export const Form = (p) => <form onSubmit={p.send}><input name='why' value={p.why} /></form>;", False),
        ("import { track } from './track'; track('lead', { why: form.why.value });", False),
        ("fbq('track', 'Lead', { why: form.why.value });", True),
        ("function track(v) { fbq('track', 'Lead', { v }); } track(form.why.value);", True),
    ],
)
def test_nothing_is_followed_where_no_tracker_is_called(
    code: str, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = counting(monkeypatch)
    facts.extract("page.jsx", code.encode(), catalog.load())
    assert bool(counted) is asked


def test_a_wrapper_that_is_told_makes_its_callers_be_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapper = facts.extract(
        "track.js", b"export function track(n, p) { fbq('track', n, p); }", catalog.load(), thorough=True
    )
    counted = counting(monkeypatch)
    code = b"import { track } from './track'; track('lead', { why: form.why.value });"
    facts.extract("page.js", code, catalog.load(), given=Given((("./track", wrapper.exports),)))
    assert counted


def test_the_inputs_of_values_are_not_read_where_no_word_of_a_vendor_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    made = Folder.__init__

    def noting(self: Folder, *given: object, **named: object) -> None:
        asked.append(bool(named.get("inputs", True)))
        made(self, *given, **named)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(Folder, "__init__", noting)
    code = b"export const Form = (p) => <form><label>Why <input name='why' value={p.why} /></label></form>;"
    assert [one.label for one in facts.extract("form.jsx", code, catalog.load()).fields] == ["Why"]
    assert not any(asked)
