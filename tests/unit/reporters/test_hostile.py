"""Nothing that a scanned file says commands a terminal, a runner, a browser or a spreadsheet, in any form of output."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

import jsonschema
import msgspec
import pytest
from tests.unit.reporters.hostile import ATTACKS, EVIL, FINDING, HOSTILE, ROUTE, place
from tests.unit.reporters.samples import REPORT
from tests.unit.reporters.test_schemas import SARIF, schema

from pixelgate.facts.model import FileFacts, Parameter, Sighting, SightingKind
from pixelgate.findings.model import Flow, Leak, Message
from pixelgate.graph.model import Node, Step, Trace
from pixelgate.reporters import concise, github, html, markdown, routes, sarif, sightings, text, trace
from pixelgate.reporters import json as json_reporter
from pixelgate.reporters.palette import Style
from pixelgate.reporters.sightings import Facts

PLAIN, COLORED = Style(), Style(color=True, width=60)
SIGHTING = FINDING.sighting or Sighting("", SightingKind.EVENT, place())
FACTS = Facts((SIGHTING,), (HOSTILE.problems[0].problem,), 1)
FILES = {place().path: FileFacts(place().path, sightings=(SIGHTING,), problems=(HOSTILE.problems[0].problem,))}
TREE = (Node(place().path, Step(place(), EVIL, EVIL), (Node(EVIL, Step(place(), EVIL, EVIL)),)),)

DRAWN = {
    "text": text.render(HOSTILE, style=PLAIN),
    "text with code": text.render(HOSTILE, style=PLAIN, lines=lambda _: EVIL),
    "text in colour": text.render(HOSTILE, style=COLORED, lines=lambda _: EVIL[::-1]),
    "concise": concise.render(HOSTILE, style=PLAIN),
    "routes": routes.text(HOSTILE, (), PLAIN),
    "routes csv": routes.csv(HOSTILE, ()),
    "routes html": routes.page(HOSTILE, ()),
    "sightings": sightings.text(FACTS, PLAIN),
    "sightings csv": sightings.csv(FACTS),
    "trace": trace.text(ROUTE.route, Trace(TREE), FILES, COLORED),
    "markdown": markdown.render(HOSTILE),
    "html": html.render(HOSTILE),
    "json": json_reporter.render(HOSTILE),
    "sarif": sarif.render(HOSTILE, exit_code=1, prefix="web app/"),
    "sightings json": sightings.json(FACTS),
    "trace json": trace.json(ROUTE.route, Trace(TREE), FILES),
}


@pytest.mark.parametrize("name", DRAWN)
def test_neither_terminal_nor_runner_obeys(name: str) -> None:
    bare = re.sub(r"\x1b\[[0-9;]*m", "", DRAWN[name]) if "colour" in name or name == "trace" else DRAWN[name]
    bad = {char for char in bare if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}}
    assert not bad
    assert "##[" not in bare
    assert not [line for line in bare.split("\n") if line.lstrip().startswith("::")]


@pytest.mark.parametrize("name", ["text", "text with code", "text in colour", "trace", "sightings", "routes"])
def test_what_is_for_people_stays_short(name: str) -> None:
    assert len(DRAWN[name]) < 60_000


@pytest.mark.parametrize("name", ["text", "text with code", "routes", "sightings"])
def test_no_line_is_wider_than_the_terminal_but_for_places(name: str) -> None:
    wide = [
        line
        for line in DRAWN[name].split("\n")
        if len(line) > 100 and ".html:" not in line and "templates/" not in line
    ]
    assert wide == []


def test_annotations_are_one_line_each_and_parse_back() -> None:
    lines = github.render(HOSTILE).splitlines()
    assert len(lines) == 1
    match = re.fullmatch(r"::error ([^:]*)::(.*)", lines[0])
    assert match
    names = [part.split("=", 1)[0] for part in match[1].split(",")]
    assert names == ["file", "line", "col", "endLine", "endColumn", "title"]
    assert len(match[2]) < 12_000


def test_markdown_holds_only_our_own_tags() -> None:
    tags = set(re.findall(r"<[^>]*>", DRAWN["markdown"]))
    assert tags == {"<details>", "<summary>", "</summary>", "</details>", "<code>", "</code>"}
    table = [line for line in DRAWN["markdown"].splitlines() if line.startswith("|")]
    assert [line.count("|") for line in table] == [6, 6, 6]


def test_a_page_holds_only_our_own_tags() -> None:
    body = DRAWN["html"].split("<body>")[1]
    tags = {tag.split()[0].strip("</>") for tag in re.findall(r"<[^>]*>", body)}
    assert tags <= {
        "h1",
        "h2",
        "h3",
        "p",
        "table",
        "tr",
        "th",
        "td",
        "details",
        "summary",
        "code",
        "span",
        "ol",
        "li",
        "body",
        "html",
    }
    assert set(re.findall(r' ([a-z]+)="', body)) == {"class"}


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    page = html.render(REPORT)
    assert "default-src 'none'" in page
    assert not re.findall(r"<script|<link|<img|<iframe|src=|href=|url\(|@import", page)


def test_json_keeps_every_attack_as_data() -> None:
    report = json.loads(DRAWN["json"])
    jsonschema.validate(json.loads(json.dumps(report)), _loosened())
    assert report["findings"][0]["sighting"]["event"] == EVIL
    assert list(report["findings"][0]["sighting"]["parameters"]) == list(ATTACKS)


def _loosened() -> dict[str, object]:
    """Return the schema without the values that only our own code sets."""
    text = json.dumps(schema("pixelgate-1"))
    sources = re.compile(r'"source": \{"enum": \[[^\]]*\]\}')
    loose: dict[str, object] = json.loads(sources.sub('"source": {}', text))
    properties = loose["properties"]["findings"]["items"]["properties"]  # type: ignore[index]
    properties["data"] = {}
    return loose


def test_sarif_stays_valid() -> None:
    SARIF.validate(json.loads(DRAWN["sarif"]))


def test_a_spreadsheet_calculates_nothing() -> None:
    formula = msgspec.structs.replace(SIGHTING, id="=1+1", event="@SUM(A1)")
    rows = list(csv.reader(io.StringIO(sightings.csv(Facts((formula,), (), 1)))))
    assert rows[1][5:7] == ["'=1+1", "'@SUM(A1)"]
    assert len(rows) == 2


PRIVATE = "write to jane.roe@example.org, SSN 123-45-6789, eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0"
TELLING = msgspec.structs.replace(
    REPORT,
    findings=(
        msgspec.structs.replace(
            FINDING,
            message=Message(PRIVATE, PRIVATE, (Leak("e-mail", PRIVATE, PRIVATE),), PRIVATE),
            sighting=msgspec.structs.replace(
                SIGHTING, id=PRIVATE, event=PRIVATE, url=PRIVATE, parameters=(Parameter("to", PRIVATE, PRIVATE),)
            ),
            flows=(Flow("to", PRIVATE, (Step(place(), PRIVATE, PRIVATE),)),),
        ),
    ),
)


@pytest.mark.parametrize(
    "drawn",
    [
        text.render(TELLING, style=PLAIN, lines=lambda _: PRIVATE),
        concise.render(TELLING, style=PLAIN),
        github.render(TELLING),
        markdown.render(TELLING),
        html.render(TELLING),
        sarif.render(TELLING, exit_code=1),
    ],
    ids=["text", "concise", "github", "markdown", "html", "sarif"],
)
def test_reports_for_people_cover_what_looks_private(drawn: str) -> None:
    assert not re.search(r"jane|roe|123-45|eyJ", drawn)
    assert "\u2022" * 8 in drawn
