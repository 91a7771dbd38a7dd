"""The element of a page that a trigger waits for."""

from __future__ import annotations

import json

import pytest
from tests.spec.conftest import TODAY
from tests.unit.graph.containers.test_managers import GTM, MANIFEST, VENDORS

from pixelgate.facts.model import FormField
from pixelgate.findings.terms import Terms
from pixelgate.graph.containers.elements import asked, met
from pixelgate.manifest import Known, load_manifest
from pixelgate.parse.containers.model import Condition, Moment, Origin, Trigger, Variable, on
from pixelgate.pipeline import check
from pixelgate.source import Location
from pixelgate.tree import MemoryTree

BOOK = FormField("", "button", Location("a.html", 3), id="book", label="Book a visit", classes="btn btn-wide", form="f")
MENU = FormField("", "link", Location("a.html", 2), label="Find a doctor", href="/doctors?from=menu", classes="nav")
TEXT = FormField("q", "text", Location("a.html", 1), id="q", label="Book a visit", form="f")


@pytest.mark.parametrize(
    ("subject", "operator", "value", "expected"),
    [
        ("Click Text", "contains", "visit", BOOK),
        ("Click Text", "equals", "Find a doctor", MENU),
        ("Click Text", "equals", "Pay", None),
        ("Click ID", "equals", "book", BOOK),
        ("Click Classes", "contains", "nav", MENU),
        ("Click URL", "regex", "^/doctors", MENU),
        ("Click URL", "contains", "labs", None),
        ("Form ID", "equals", "f", TEXT),
        ("Click Element", "css_selector", "a.nav, a.nav *", MENU),
        ("Click Element", "css_selector", "main > .btn.btn-wide", BOOK),
        ("Click Element", "css_selector", "[data-x]", None),
        ("Form Target", "equals", "_top", None),
    ],
)
def test_the_first_that_meets_a_condition(subject: str, operator: str, value: str, expected: FormField | None) -> None:
    condition = Condition((Variable(subject, Origin.AUTO, subject),), operator, (value,))
    assert met((condition,), (BOOK, MENU, TEXT)) == expected


def test_one_element_has_to_meet_all() -> None:
    text = Condition((Variable("Click Text", Origin.CLICKED, "Click Text"),), "contains", ("Find",))
    other = Condition((Variable("Click ID", Origin.AUTO, "Click ID"),), "equals", ("book",))
    assert met((text, other), (BOOK, MENU)) is None


def test_conditions_on_the_page_are_not_on_an_element() -> None:
    path = Condition((Variable("Page Path", Origin.PATH),), "equals", ("/",))
    text = Condition((Variable("Click Text", Origin.CLICKED, "Click Text"),), "contains", ("Find",))
    assert asked(Trigger("1", "T", "click", (on(Moment.CLICK), path, text))) == (text,)


def said(page: str) -> str:
    """Return what is said of a tag that fires on a click on ``Book``."""
    sides = [{"key": "arg0", "value": "{{Click Text}}"}, {"key": "arg1", "value": "Book"}]
    trigger = {"triggerId": "5", "name": "Book", "type": "CLICK", "filter": [{"type": "CONTAINS", "parameter": sides}]}
    html = {"key": "html", "value": "<script>fbq('track','Schedule')</script>"}
    tag = {"name": "Meta", "type": "html", "firingTriggerId": ["5"], "parameter": [html]}
    held = {"containerVersionId": "3", "container": {"publicId": "GTM-WEB1234"}, "tag": [tag], "trigger": [trigger]}
    tree = {
        "labs.html": f"<!doctype html><title>x</title>{GTM}{page}",
        "symptoms.html": "<!doctype html><title>x</title>",
        "gtm.json": json.dumps({"exportFormatVersion": 2, "containerVersion": held}),
    }
    manifest = load_manifest(MANIFEST.format(containers="").encode(), "m", Known(frozenset(VENDORS.vendors), {}))
    report = check(MemoryTree({path: text.encode() for path, text in tree.items()}), manifest, VENDORS, Terms(TODAY))
    (found,) = [one for one in report.findings if one.rule.code == "PG107"]
    return found.message.what.partition("GTM-WEB1234 ")[2].removesuffix(" It sends Meta Pixel the event `Schedule`.")


def test_the_finding_names_the_element() -> None:
    why = "may fire on trigger `Book`: click, Click Text contains `Book`."
    nobody = "Nothing in the code rules it out on these pages."
    assert said("<button>Book a visit</button>") == f"{why} button “Book a visit” in labs.html is such an element."
    assert said("<button>Menu</button>") == f"{why} {nobody}"
