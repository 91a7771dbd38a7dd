"""Rules about the manifest, about exceptions, and about what was not analysed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from pixelgate.facts.model import FileFacts, Problem, Suppression
from pixelgate.findings.model import Status
from pixelgate.manifest.model import Level, Policy
from pixelgate.second import Evidence

if TYPE_CHECKING:
    from tests.unit.rules.conftest import Portal

replace = msgspec.structs.replace


def test_problems_as_unproven(portal: Portal) -> None:
    kinds = ("unparsable-file", "unresolved-reference", "dynamic-loader")
    problems = tuple(Problem(kind, f"{kind}!", portal.place(line=at)) for at, kind in enumerate(kinds, 1))
    facts = FileFacts("page.html", problems=problems, page=True)
    assert [(f.rule.code, f.severity, f.message.what) for f in portal.judge(facts)] == [
        ("PG901", "error", "Unparsable-file!"),
        ("PG902", "error", "Unresolved-reference!"),
        ("PG903", "error", "Dynamic-loader!"),
    ]
    assert {f.severity for f in portal.judge(facts, policy=Policy(unproven=Level.WARNING))} == {"warning"}
    assert portal.judge(facts, routes=(portal.row(phi="", public=True),)) == []


def test_second_reading(portal: Portal) -> None:
    seen = (
        Evidence("page.html", 4, 2, "meta-pixel", "fbq('init')"),
        Evidence("page.html", 5, 1, "www.example.org", "/x"),
    )
    (finding,) = portal.judge(portal.facts(), twice=seen)
    assert (finding.rule.code, finding.vendor, finding.location.line) == ("PG904", "meta-pixel", 4)


def test_unlisted_page(portal: Portal) -> None:
    stray = FileFacts("stray.html", "html", page=True)
    (finding,) = portal.judge(portal.facts(), stray)
    assert (finding.rule.code, finding.severity, finding.location.path) == ("PG401", "error", "stray.html")
    assert portal.judge(portal.facts(), stray, policy=Policy(unlisted="public")) == []
    assert [f.severity for f in portal.judge(portal.facts(), stray, policy=Policy(unlisted="warning"))] == ["warning"]


def test_stale_route(portal: Portal) -> None:
    (finding,) = portal.judge(portal.facts(), routes=(portal.row("/portal", "page.html", "gone/*.html"),))
    assert finding.rule.code == "PG402"
    assert finding.message.what == "No file matches `gone/*.html`, the pages of /portal."
    assert [v.chain.route for v in finding.verdicts] == [0]


def test_expired_exemption_has_no_effect_and_is_said_once(portal: Portal) -> None:
    old = replace(portal.exemption(), expires=dt.date(2026, 11, 21))
    found = portal.judge(portal.facts(portal.sighted("loader")), exemptions=(old,))
    assert [(f.rule.code, f.status, f.because) for f in found] == [
        ("PG101", Status.OPEN, "The exemption at pixelgate.toml:9 expired on 2026-11-21 and has no effect."),
        ("PG403", Status.OPEN, ""),
    ]


def test_exemption_holds_on_its_last_day(portal: Portal) -> None:
    last = replace(portal.exemption(), expires=portal.today)
    found = portal.judge(portal.facts(portal.sighted("loader")), exemptions=(last,))
    assert [(f.rule.code, f.status) for f in found] == [("PG101", Status.EXEMPTED)]


def test_unused_exemption(portal: Portal) -> None:
    (finding,) = portal.judge(portal.facts(), exemptions=(portal.exemption(),))
    assert (finding.rule.code, finding.severity, finding.location.line) == ("PG404", "warning", 9)


def test_exemption_without_effect_is_not_unused(portal: Portal) -> None:
    found = portal.judge(portal.facts(portal.sighted("loader")), exemptions=(portal.exemption(baa=""),))
    assert [f.rule.code for f in found] == ["PG101"]
    assert found[0].because == (
        "The exemption at pixelgate.toml:9 has no effect on /portal: the route bears PHI and no `baa` is named."
    )


def commented(portal: Portal, line: int, rule: str = "tracker-loaded") -> FileFacts:
    comment = Suppression((rule,), "tested", portal.place(line=line))
    return replace(portal.facts(portal.sighted("loader", 5)), suppressions=(comment,))


def test_suppression_on_a_guarded_route_says_that_it_has_no_effect(portal: Portal) -> None:
    found = portal.judge(commented(portal, 4))
    assert [(f.rule.code, f.status) for f in found] == [("PG101", Status.OPEN), ("PG405", Status.OPEN)]
    assert found[1].message.what.startswith("This suppression has no effect")


def test_suppression_counts_when_the_policy_says_so(portal: Portal) -> None:
    found = portal.judge(commented(portal, 4), policy=Policy(inline_suppressions=True))
    assert [(f.rule.code, f.status) for f in found] == [("PG101", Status.SUPPRESSED)]
    assert found[0].because == "Suppressed by page.html:4: tested."


def test_suppression_two_lines_above_is_unused(portal: Portal) -> None:
    found = portal.judge(commented(portal, 3), policy=Policy(inline_suppressions=True))
    assert [(f.rule.code, f.status) for f in found] == [("PG101", Status.OPEN), ("PG405", Status.OPEN)]


def test_malformed_suppression(portal: Portal) -> None:
    facts = FileFacts("page.html", problems=(Problem("bad-suppression", "no reason", portal.place()),), page=True)
    assert [(f.rule.code, f.message.what) for f in portal.judge(facts)] == [("PG405", "No reason.")]
