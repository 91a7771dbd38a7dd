"""Run Markdown pages as cases of flow: what of a patient gets into which call, from where, and how surely.

A heading of the second level is a case. A fence named after a path is a file; one named ``js``, ``html``, ``vue``,
``jsx`` and so on is the page's own script, template or component. The page is ``/visit`` (public, bears PHI); a case
whose title ends in "(news)" is on ``/news``, which bears none. A ``flow`` fence holds what must be said, a line each::

    RULE path:line vendor event parameter <- source field-or-expression : category confidence

An empty one: nothing. ``pytest tests/flows --update`` rewrites them; a human reads the diff.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.spec.conftest import TODAY

from pixelgate.findings.model import Finding
from pixelgate.findings.terms import Terms
from pixelgate.manifest import Known, load_manifest
from pixelgate.pipeline import check
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog as vendors

PAGES = sorted(Path(__file__).parent.glob("*.md"))
RULES = ("PG201", "PG202", "PG203", "PG204", "PG205")
MANIFEST = """
version = 1
[site]
origins = ["https://www.example-health.org"]
templates = ["."]
static = { "/" = "." }
[policy]
unlisted = "public"
[[route]]
path = "/visit"
access = "public"
phi = ["appointment"]
pages = ["visit.*"]
[[route]]
path = "/news"
access = "public"
phi = []
pages = ["news.*"]
"""
FORM = """<!doctype html>
<title>Request a visit</title>
<form id="form">
<label for="reason">Reason for visit</label><textarea id="reason" name="reason"></textarea>
<label for="email">E-mail</label><input id="email" name="email" type="email">
<label for="birth">Date of birth</label><input id="birth" name="birth" type="date">
<label for="who">Physician</label><select id="who" name="who"></select>
<label for="f1">What hurts?</label><input id="f1" name="symptom_text">
<label for="lang">Language</label><select id="lang" name="lang"></select>
</form>
<script src="/page.js"></script>
"""
OWN = {"js": "page.js", "html": "visit.html", "ts": "page.ts"}
_CASE = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Case(msgspec.Struct, frozen=True):
    """A case: its page, title, files, and what must be said."""

    page: Path
    title: str
    files: dict[str, str]
    expected: str


def cases(page: Path) -> Iterator[Case]:
    """Yield the cases of a page, in its order."""
    parts = _CASE.split(page.read_text("utf-8"))[1:]
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        fences = _FENCE.findall(body)
        files = {_path(name): text for name, text in fences if name != "flow"}
        (expected,) = (text for name, text in fences if name == "flow")
        if not any(path.startswith(("visit.", "news.")) for path in files):
            files = {"visit.html": FORM} | files
        if title.endswith("(news)"):
            files = {path.replace("visit.", "news."): text for path, text in files.items()}
        yield Case(page, title, files, expected)


def _path(name: str) -> str:
    return OWN.get(name, name if "." in name else f"visit.{name}")


def told(case: Case) -> str:
    """Return what is said of a case, a line for each value that flows."""
    known = Known(frozenset(vendors.load().vendors), {})
    rows = MANIFEST + case.files.get("pixelgate.toml", "")
    manifest = load_manifest(rows.encode(), "pixelgate.toml", known)
    tree = MemoryTree({path: text.encode() for path, text in case.files.items()})
    found = check(tree, manifest, vendors.load(), Terms(TODAY)).findings
    return "".join(line for finding in found if finding.rule.code in RULES for line in lines(finding))


def lines(finding: Finding) -> Iterator[str]:
    """Yield a line for each value of a finding; of one about the page's address, one for the finding."""
    event = finding.sighting.event if finding.sighting else ""
    head = f"{finding.rule.code} {finding.location.path}:{finding.location.line} {finding.vendor} {event or '-'}"
    for flow in finding.flows:
        way = f"{flow.parameter} <- {flow.source} {flow.steps[0].text}"
        yield f"{head} {way} : {flow.category or '-'} {flow.confidence}\n"
    if not finding.flows:
        yield f"{head} {', '.join(leak.reason for leak in finding.message.leaves)} : {' '.join(finding.data)}\n"


def rewrite(case: Case, said: str) -> None:
    """Put what is said into the fence of a case."""
    text = case.page.read_text("utf-8")
    start = text.index(f"\n## {case.title}\n")
    at = text.index("```flow\n", start) + len("```flow\n")
    case.page.write_text(text[:at] + said + text[text.index("```", at) :], "utf-8")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "flow_case" in metafunc.fixturenames:
        found = [case for page in PAGES for case in cases(page)]
        metafunc.parametrize("flow_case", found, ids=[f"{case.page.stem}: {case.title}" for case in found])
