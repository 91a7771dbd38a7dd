"""Exemptions and suppressions: what they take away, what they leave, and how a finding is split."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from pixelgate.facts.model import Suppression
from pixelgate.findings.exempt import exempt
from pixelgate.findings.model import Status
from pixelgate.findings.suppress import suppress
from pixelgate.manifest.model import Policy, Profile

if TYPE_CHECKING:
    from tests.unit.findings.conftest import Made

replace = msgspec.structs.replace


def test_finding_is_split_by_route(made: Made) -> None:
    graph = made.graph("/billing/pay", "/visits", exemptions=(made.exemption("/billing/*"),))
    (left, taken), met = exempt([made.finding(0, 1)], graph, made.today)
    assert (left.status, [v.chain.route for v in left.verdicts]) == (Status.OPEN, [1])
    assert (taken.status, [v.chain.route for v in taken.verdicts]) == (Status.EXEMPTED, [0])
    assert left.message.where == "It is reachable on /visits, which is authenticated."
    assert taken.message.where == "It is reachable on /billing/pay, which is authenticated."
    assert taken.because == "Exempted by pixelgate.toml:30 under legal/baa.pdf until 2027-01-31: agreed."
    assert met == {graph.manifest.exemptions[0].location}


def test_wildcard_is_no_prefix_of_a_longer_word(made: Made) -> None:
    graph = made.graph("/billings", exemptions=(made.exemption("/billing/*"),))
    (found,), met = exempt([made.finding(0)], graph, made.today)
    assert (found.status, met) == (Status.OPEN, frozenset())


def test_pattern_must_cover_the_whole_row(made: Made) -> None:
    graph = made.graph("/billing/:part*", exemptions=(made.exemption("/billing/:part"),))
    (found,), _ = exempt([made.finding(0)], graph, made.today)
    assert found.status is Status.OPEN


@pytest.mark.parametrize(
    ("event", "rules", "events", "status"),
    [
        ("page_view", (), ("page_view",), "exempted"),
        ("Schedule", (), ("page_view",), "open"),
        ("", (), ("page_view",), "exempted"),  # the tracker must be there for its event to be sent
        ("", ("tracker-event",), (), "open"),
        ("Schedule", ("PG102",), (), "exempted"),
    ],
)
def test_rules_and_events(made: Made, event: str, rules: tuple[str, ...], events: tuple[str, ...], status: str) -> None:
    graph = made.graph("/x", exemptions=(made.exemption("/*", rules=rules, events=events),))
    (found,), _ = exempt([made.event(event, 0) if event else made.finding(0)], graph, made.today)
    assert found.status == status


def test_listed_events_do_not_cover_what_is_no_event(made: Made) -> None:
    graph = made.graph("/x", exemptions=(made.exemption("/*", events=("page_view",)),))
    collected = replace(made.finding(0), rule=replace(made.finding(0).rule, presence=False))
    (found,), _ = exempt([collected], graph, made.today)
    assert found.status is Status.OPEN


def test_exemption_by_host(made: Made) -> None:
    graph = made.graph("/x", exemptions=(made.exemption("/*", vendor="", host="cdn.x.io"),))
    known = replace(made.finding(0), host="cdn.x.io")
    other = replace(made.finding(0), host="evil-cdn.x.io")
    found, _ = exempt([known, other, made.finding(0)], graph, made.today)
    assert [f.status for f in found] == [Status.EXEMPTED, Status.OPEN, Status.OPEN]


def test_nobody_signs_a_baa_under_ftc(made: Made) -> None:
    permission = replace(made.exemption("/*"), baa="")
    for profile, status in ((Profile.HIPAA, "open"), (Profile.STRICT, "open"), (Profile.FTC, "exempted")):
        graph = made.graph("/x", policy=Policy(profile), exemptions=(permission,))
        (found,), _ = exempt([made.finding(0)], graph, made.today)
        assert found.status == status


def test_second_exemption_counts_where_the_first_has_no_effect(made: Made) -> None:
    first = replace(made.exemption("/*"), baa="")
    graph = made.graph("/x", exemptions=(first, made.exemption("/x")))
    (found,), _ = exempt([made.finding(0)], graph, made.today)
    assert found.status is Status.EXEMPTED


def test_suppression_takes_unguarded_routes_only(made: Made) -> None:
    comment = Suppression(("tracker-loaded",), "why", made.place(4))
    graph = made.graph("/public/news", "/visits", comments=(comment,))
    (left, taken), ledger = suppress([made.finding(0, 1, line=5)], graph)
    assert (left.status, [v.chain.route for v in left.verdicts]) == (Status.OPEN, [1])
    assert (taken.status, [v.chain.route for v in taken.verdicts]) == (Status.SUPPRESSED, [0])
    assert (ledger.suppressions, ledger.powerless) == (frozenset({comment.location}), frozenset())


def test_exempted_finding_needs_no_suppression(made: Made) -> None:
    comment = Suppression(("tracker-loaded",), "why", made.place(5))
    graph = made.graph("/public/news", comments=(comment,))
    exempted = replace(made.finding(0, line=5), status=Status.EXEMPTED)
    (found,), ledger = suppress([exempted], graph)
    assert (found.status, ledger.suppressions) == (Status.EXEMPTED, frozenset())


def test_finding_without_a_route_is_not_suppressed_by_a_comment(made: Made) -> None:
    comment = Suppression(("tracker-loaded",), "why", made.place(5))
    (found,), ledger = suppress([made.finding(line=5)], made.graph(comments=(comment,)))
    assert (found.status, ledger.powerless) == (Status.OPEN, frozenset({comment.location}))
