from __future__ import annotations

import pytest

from pixelgate.facts.model import Parameter
from pixelgate.facts.origins import empty, shown
from pixelgate.facts.payload import Reading, parameter, parameters
from pixelgate.parse.values import Array, Choice, Constant, Entry, Hole, How, Object, Text, Unknown, Value
from pixelgate.source import Span

S = Span(0, 1)


def text(value: str | float | bool | None, how: How = How.LITERAL) -> Constant:
    return Constant(value, S, how)


def unknown(path: str, *inputs: Value) -> Unknown:
    return Unknown(path, S, inputs)


def obj(**entries: Value) -> Object:
    return Object(tuple(Entry(key, value, S) for key, value in entries.items()), S)


SOURCES = [
    ("document.getElementById('email').value", "form-field"),
    ("document.querySelector('#dob').value", "form-field"),
    ("$('#reason').val()", "form-field"),
    ("document.forms.intake.phone.value", "form-field"),
    ("event.target.value", "form-field"),
    ("new FormData(form).get('dob')", "form-field"),
    ("this.$refs.email.value", "form-field"),
    ("emailInput.value", "form-field"),
    ("location.href", "url"),
    ("window.location.search", "url"),
    ("document.URL", "url"),
    ("new URLSearchParams(x).get('q')", "url"),
    ("route.params.id", "url"),
    ("document.title", "title"),
    ("document.cookie", "cookie"),
    ("localStorage.getItem('u')", "storage"),
    ("el.innerText", "element"),
    ("$('h1').text()", "element"),
    ("user.email", "variable"),
    ("price.value", "variable"),
    ("relocation", "variable"),
]


@pytest.mark.parametrize(("path", "source"), SOURCES)
def test_an_expression_tells_where_its_value_comes_from(path: str, source: str) -> None:
    assert parameter("x", unknown(path)).source == source


def test_hashing_keeps_the_source() -> None:
    value = unknown("sha256(a)", unknown("document.getElementById('em').value"))
    assert parameter("x", value).source == "form-field"


def test_of_several_sources_the_most_telling_is_named() -> None:
    value = Text((text("Hi "), unknown("location.href"), unknown("nameField.value")), S)
    assert parameter("x", value).source == "form-field"


def test_literals_and_folded_constants() -> None:
    assert parameter("content_name", text("Oncology")).category == "condition"
    assert parameter("value", text(5.0)).value == "5"
    assert parameter("x", text("a", How.FOLDED)).source == "folded"


def test_a_template_expression_is_classified_by_its_words() -> None:
    found = parameter("x", Hole("patient.email", S))
    assert (found.source, found.category, found.expression, found.value) == (
        "template",
        "contact",
        "patient.email",
        None,
    )


def test_the_vendors_own_keys_come_first() -> None:
    assert parameter("db", unknown("e"), Reading({"db": "birth"}, personal=True)).category == "birth"


def test_objects_nest_and_the_last_of_two_keys_counts() -> None:
    value = Object((Entry("a", text("x"), S), Entry("a", text("y"), S), Entry("user", obj(email=unknown("e")), S)), S)
    first, second = parameters(value)
    assert (first.name, first.value) == ("a", "y")
    assert [(child.name, child.category) for child in second.children] == [("email", "contact")]


def test_an_object_that_is_not_known_is_one_parameter() -> None:
    assert [(p.name, p.expression) for p in parameters(unknown("data"))] == [("...", "data")]
    assert parameters(text(None)) == ()


def test_a_choice_shows_what_is_not_known() -> None:
    found = parameter("x", Choice((text("a"), unknown("user.dob")), S))
    assert (found.value, found.source, found.category, found.expression) == (None, "variable", "birth", "user.dob")
    assert parameter("x", Choice((text("a"), text("b")), S)).expression == "a | b"


def test_empty_values() -> None:
    assert all(empty(v) for v in (text(None), text(""), obj(), Array((), S)))
    assert not empty(unknown("x"))


def test_shown() -> None:
    assert shown(Text((text("gf_"), unknown("name")), S)) == "gf_{name}"
    assert shown(Hole("pixel_id", S)) == "{pixel_id}"
    assert shown(text(12.0)) == "12"


def test_depth_is_bounded() -> None:
    value: Value = unknown("document.cookie")
    for _ in range(5000):
        value = Unknown("f", S, (value,))
    assert parameter("x", value).source == "variable"
    nested: Value = text("end")
    for _ in range(50):
        nested = obj(a=nested)
    found, depth = parameter("x", nested), 0
    while found.children:
        found, depth = found.children[0], depth + 1
    assert 5 < depth < 15


def test_shared_parts_do_not_multiply() -> None:
    value: Value = text("end")
    for _ in range(12):
        value = Object(tuple(Entry(f"k{i}", value, S) for i in range(12)), S)
    assert 0 < count(parameters(value)) < 5000


def count(found: tuple[Parameter, ...]) -> int:
    return len(found) + sum(count(one.children) for one in found)
