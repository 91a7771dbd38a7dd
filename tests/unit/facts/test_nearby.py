"""What the rest of a file tells of a value: who in the markup calls a function, what templates write into elements."""

from __future__ import annotations

import pytest

from pixelgate import facts
from pixelgate.facts.model import Origin, Parameter
from pixelgate.vendors import catalog


def sent(text: str, path: str) -> Parameter:
    """Return the parameter ``x`` of the one event in a file."""
    found = facts.extract(path, text.encode(), catalog.load())
    (event,) = (one for one in found.sightings if one.kind == "event")
    return next(one for one in event.parameters if one.name == "x")


def first(text: str, path: str) -> Origin:
    origin = sent(text, path).origins[0]
    assert origin.parameter == ""  # asked and forgotten: no fact
    return origin


VUE = "<script setup>function send(a, b) {{ gtag('event', 'e', {{ x: {} }}); }}</script><template>{}</template>"


@pytest.mark.parametrize(
    ("value", "markup", "source", "expression", "field"),
    [
        ("a.why", "<form @submit.prevent='send(form)'></form>", "variable", "form.why", ""),
        ("b", "<form v-on:submit='send(1, form.why)'></form>", "variable", "form.why", ""),
        ("a.target.value", "<input @input='send'>", "form-field", "$event.target.value", ""),
        ("a.target.value", "<input @input='send($event)'>", "form-field", "$event.target.value", ""),
        ("a.why", "<Form @submit='send'></Form>", "form-field", "onSubmit.why", "why"),
        ("a.why", "<form @submit='send'></form>", "variable", "a.why", ""),
        ("a.why", "<form @submit='other(form)'></form>", "variable", "a.why", ""),
        ("b", "<form @submit='send(form)'></form>", "variable", "b", ""),
    ],
)
def test_a_parameter_is_what_a_handler_hands_over(
    value: str, markup: str, source: str, expression: str, field: str
) -> None:
    origin = first(VUE.format(value, markup), "visit.vue")
    assert (origin.source, origin.expression, origin.field) == (source, expression, field)


def test_the_handler_is_the_first_place() -> None:
    origin = first(VUE.format("a.why", "\n<form @submit='send(form)'></form>"), "visit.vue")
    place = origin.hops[0].location
    assert place is not None
    assert (place.line, place.column) == (2, 7)


@pytest.mark.parametrize(
    ("read", "markup"),
    [
        ("document.getElementById('a').dataset.mrNumber", '<i id="a" data-mr-number="{{ patient.mrn }}"></i>'),
        ("document.querySelector('#a').getAttribute('data-v')", '<i data-v="{{ patient.mrn }}" id="a"></i>'),
        ("$('#a').data('v')", "<i id='a' data-v='{{ patient.mrn }}'></i>"),
        ("document.getElementById('a').textContent", '<i id="a" class="b">{{ patient.mrn }}</i>'),
    ],
)
def test_an_element_holds_what_a_template_writes_into_it(read: str, markup: str) -> None:
    parameter = sent(f"{markup}<script>gtag('event', 'e', {{ x: {read} }});</script>", "visit.html")
    assert (parameter.source, parameter.category, parameter.confidence) == ("template", "identity", "medium")
    assert parameter.origins[0].expression == "patient.mrn"


@pytest.mark.parametrize(
    "markup",
    [
        '<i id="a" data-v="hero"></i><i id="b" data-v="{{ patient.mrn }}"></i>',
        '<i id="a" data-v="hero" data-w="{{ patient.mrn }}"></i>',
        '<i id="a"></i>{{ patient.mrn }}',
        "<i id='a' title='x'>",
        '<i id="ab" data-v="{{ patient.mrn }}"></i>',
        '<i data-id="a" data-v="{{ patient.mrn }}"></i>',
    ],
)
def test_what_stands_beside_it_is_not_in_it(markup: str) -> None:
    parameter = sent(f"{markup}<script>gtag('event', 'e', {{ x: $('#a').attr('data-v') }});</script>", "visit.html")
    assert (parameter.source, parameter.category) == ("element", None)
