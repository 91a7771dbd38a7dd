from __future__ import annotations

import msgspec
import turbohtml
from tests.unit.reporters.samples import CLEAN, REPORT, SCHEDULE

from pixelgate.facts.roles import is_report
from pixelgate.reporters import html


def test_a_finding_tells_all_in_order() -> None:
    page = html.render(msgspec.structs.replace(REPORT, findings=(SCHEDULE,)))
    told = [
        "✗ FAILED",
        "<h2>Routes</h2>",
        '<span class="error">error</span> Meta Pixel (ID 1234567890) is sent the event <code>Schedule</code>',
        "<code>/appointments/:id</code>, <code>/billing</code>",
        '<li><span class="at">templates/base.html:12:3</span> <span class="dim">script app.8f3c.js</span></li>',
        '<span class="at">static/app.8f3c.js:1:20417</span> <span class="dim">written in</span>',
        "<td>provider</td><td>the physician, department or location</td>",
        "<h3>What to do</h3><p>Remove it from static/app.8f3c.js",
        "<h2>Not analysed</h2>",
    ]
    places = [page.index(part) for part in told]
    assert places == sorted(places)


def test_a_clean_page_has_no_findings() -> None:
    page = html.render(CLEAN)
    assert '<p class="passed">✓ PASSED' in page
    assert "<h2>Findings</h2>" not in page


def test_many_findings_are_folded_and_at_last_counted() -> None:
    page = html.render(msgspec.structs.replace(REPORT, findings=(SCHEDULE,) * 5_003))
    assert page.count("<details open>") == 10
    assert page.count("<details>") == 4_990
    assert "<p>3 more findings are in the JSON report.</p>" in page


def test_the_page_is_well_formed() -> None:
    page = html.render(REPORT)
    for tag in ("details", "summary", "table", "p", "ol", "li", "code", "span", "h2"):
        assert page.count(f"<{tag}>") + page.count(f"<{tag} ") == page.count(f"</{tag}>")
    assert turbohtml.parse(page)


def test_a_report_in_the_tree_is_no_page_of_the_site() -> None:
    text = html.render(REPORT)
    assert is_report(text)
    assert not is_report(text.replace("</body>", '<script src="a.js"></script></body>'))
    assert not is_report("<!doctype html>\n<html><title>pixelgate: passed</title></html>")


def test_paper_shows_what_is_folded_and_no_dark_colours() -> None:
    style = html.render(REPORT).partition("@media print {")[2]
    assert ":root { color-scheme: light; --line: #d0d7de;" in style
    assert "details::details-content { content-visibility: visible; block-size: auto; }" in style
