"""Values that go through a container: from a field, a push or a template to the parameter of a tag."""

from __future__ import annotations

import json

import pytest
from tests.spec.conftest import TODAY

from pixelgate.findings.model import Finding
from pixelgate.findings.terms import Terms
from pixelgate.manifest import Known, load_manifest
from pixelgate.pipeline import check
from pixelgate.tree import MemoryTree
from pixelgate.vendors.catalog import load

MANIFEST = b"""
version = 1
[site]
origins = ["https://www.example-health.org"]
[[route]]
path = "/book"
access = "authenticated"
phi = ["appointment"]
pages = ["book.html"]
[[route]]
path = "/news"
access = "public"
phi = []
pages = ["news.html"]
"""
LOADER = '<!doctype html><title>x</title><script src="https://www.googletagmanager.com/gtm.js?id=GTM-ABC1234"></script>'
FIELD = '<label for="reason">Reason for visit</label><input id="reason" name="reason">'
VENDORS = load()


def variable(kind: str, **params: str) -> dict[str, object]:
    return {"name": "V", "type": kind, "parameter": [{"key": key, "value": value} for key, value in params.items()]}


def flows(page: str, of: dict[str, object], parameter: str = "q", html: str = "") -> list[str]:
    """Return what PG2xx says of the only tag of a container, whose parameter is ``{{V}}``."""
    line = {
        "type": "MAP",
        "map": [{"key": "parameter", "value": parameter}, {"key": "parameterValue", "value": "{{V}}"}],
    }
    table = {"type": "LIST", "key": "eventSettingsTable", "list": [line]}
    named = [{"key": "eventName", "value": "sent"}, {"key": "measurementIdOverride", "value": "G-ABC1234567"}]
    tag: dict[str, object] = {"name": "T", "type": "gaawe", "parameter": [*named, table]}
    if html:
        tag = {"name": "T", "type": "html", "parameter": [{"key": "html", "value": f"<script>{html}</script>"}]}
    tag["firingTriggerId"] = ["2147479553"]
    held = {
        "containerVersionId": "2",
        "container": {"publicId": "GTM-ABC1234"},
        "tag": [tag],
        "variable": [of],
        "builtInVariable": [{"name": "Click Text", "type": "CLICK_TEXT"}],
    }
    export = json.dumps({"exportFormatVersion": 2, "containerVersion": held}).encode()
    tree = {"book.html": f"{LOADER}{page}".encode(), "news.html": LOADER.encode(), "gtm.json": export}
    manifest = load_manifest(MANIFEST, "pixelgate.toml", Known(frozenset(VENDORS.vendors), {}))
    report = check(MemoryTree(tree), manifest, VENDORS, Terms(TODAY))
    return [told(one) for one in report.findings if one.location.path == "gtm.json" and one.rule.code[:3] == "PG2"]


def told(finding: Finding) -> str:
    routes = " ".join(report.chain.steps[0].text for report in finding.verdicts)
    ways = "; ".join(
        " > ".join(f"{step.location.path} {step.kind} {step.text}" for step in one.steps) for one in finding.flows
    )
    return f"{finding.rule.code} {routes}: {ways}"


def test_a_field_by_its_id() -> None:
    assert flows(FIELD, variable("d", elementId="reason", attributeName="value")) == [
        "PG202 /book: book.html form field #reason “Reason for visit” > gtm.json sent as `q`"
    ]


def test_a_field_by_a_selector() -> None:
    assert flows(FIELD, variable("d", elementSelector="form input[name='reason']")) == [
        "PG202 /book: book.html form field #reason “Reason for visit” > gtm.json sent as `q`"
    ]


def test_another_attribute_of_a_field_is_not_what_is_entered() -> None:
    assert flows(FIELD, variable("d", elementId="reason", attributeName="data-step")) == []


def test_code_that_reads_a_field() -> None:
    code = "function() { var one = document.querySelector('#reason'); return one && one.value; }"
    assert flows(FIELD, variable("jsm", javascript=code)) == [
        "PG202 /book: book.html form field #reason “Reason for visit” > gtm.json sent as `q`"
    ]


PUSHED = (
    f"{FIELD}<script>\nvar why = document.getElementById('reason').value;\n"
    "dataLayer.push({visit: {why: why}})</script>"
)


@pytest.mark.parametrize("key", ["visit.why", "visit", "visit.why.text"])
def test_a_field_through_the_data_layer(key: str) -> None:
    (said,) = flows(PUSHED, variable("v", name=key))
    field = "PG202 /book: book.html form field #reason “Reason for visit” > book.html read"
    way = "document.getElementById('reason').value > book.html held in why > gtm.json sent as `q`"
    assert said == f"{field} {way}"


def test_a_key_that_nobody_pushes_here() -> None:
    assert flows(PUSHED, variable("v", name="why"), "doctor") == []
    assert flows("", variable("v", name="visit.why"), "doctor") == []


def test_a_template_through_the_data_layer() -> None:
    pushed = "<script>dataLayer.push({visit: {doctor: '{{ visit.doctor }}'}})</script>"
    assert flows(pushed, variable("v", name="visit.doctor")) == [
        "PG203 /book: book.html template visit.doctor > gtm.json sent as `q`"
    ]


def test_words_of_the_code_through_the_data_layer() -> None:
    pushed = "<script>dataLayer.push({topic: 'Oncology'})</script>"
    assert flows(pushed, variable("v", name="topic"), "diagnosis") == [
        "PG201 /book: book.html literal Oncology > gtm.json sent as `diagnosis`"
    ]


def test_the_query_by_its_key() -> None:
    assert flows("", variable("u", component="QUERY", queryKey="mrn")) == [
        "PG201 /book /news: gtm.json url {{V}} > gtm.json sent as `q`"
    ]


def test_variables_in_the_code_of_a_tag() -> None:
    html = "fbq('init', '123456789012345'); fbq('track', 'Lead', {q: '{{V}}'})"
    assert flows(FIELD, variable("d", elementId="reason"), html=html) == [
        "PG202 /book: book.html form field #reason “Reason for visit” > gtm.json sent as `q`"
    ]


def test_code_of_a_tag_that_reads_a_field() -> None:
    html = "fbq('track', 'Lead', {q: document.getElementById('reason').value})"
    assert flows(FIELD, variable("c", value="x"), html=html) == [
        "PG202 /book: book.html form field #reason “Reason for visit” > gtm.json sent as `q`"
    ]


def test_the_text_of_what_is_clicked() -> None:
    button = '<button id="go">Book an oncology appointment</button>'
    assert flows(f"<button>Menu</button>{button}", variable("aev", varType="TEXT")) == [
        "PG201 /book: book.html button #go “Book an oncology appointment” > gtm.json sent as `q`"
    ]
    assert flows("<button>Menu</button>", variable("aev", varType="TEXT")) == []


def test_what_a_visitor_enters_of_himself() -> None:
    assert flows("", variable("awec", mode="AUTO")) == ["PG202 /book /news: gtm.json read {{V}} > gtm.json sent as `q`"]
