"""The truth table of triggers, and a reference evaluator that looks at one address at a time."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.graph.containers.samples import ORIGIN, page, trigger

from pixelgate.graph.containers.conditions import Holds
from pixelgate.graph.containers.triggers import ALWAYS, fires
from pixelgate.manifest.match import matches
from pixelgate.parse.containers.model import Condition, Firing, Origin, Trigger, Variable

VERDICTS = {"fires": Holds.ALWAYS, "may fire": Holds.MAYBE, "cannot fire": Holds.NEVER}
TABLE = [
    tuple(cell.strip() for cell in re.split(r" *\|(?= |$)", line))
    for line in Path(__file__).with_name("triggers.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def judged(text: str, unless: str, route: str, does: str) -> Holds:
    blocking = [trigger(one.strip(), f"b{at}") for at, one in enumerate(unless.split(";;")) if one.strip()]
    triggers = {one.id: one for one in (trigger(text), *blocking)}
    return fires((Firing("1", tuple(one.id for one in blocking)),), triggers, page(route, does))[0]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: " | ".join(row[:4]))
def test_truth_table(row: tuple[str, ...]) -> None:
    text, unless, route, does, verdict = row
    assert judged(text, unless, route, does) is VERDICTS[verdict]


def test_the_table_is_long_and_no_row_stands_twice() -> None:
    assert len(TABLE) >= 60
    assert len({row[:4] for row in TABLE}) == len(TABLE)


def test_a_group_fires_when_all_of_it_have() -> None:
    parts = {"a": trigger("page & path starts /a", "a"), "b": trigger("click", "b")}
    group = Trigger("g", "group", "trigger group", all_of=("a", "b"))
    triggers = {**parts, "g": group}
    assert fires((Firing("g"),), triggers, page("/a"))[0] is Holds.MAYBE
    assert fires((Firing("g"),), triggers, page("/x"))[0] is Holds.NEVER


def test_a_group_of_itself_ends() -> None:
    assert fires((Firing("g"),), {"g": Trigger("g", "g", "group", all_of=("g",))}, page("/a"))[0] is Holds.MAYBE


def test_a_trigger_that_is_not_there_may_be_any() -> None:
    assert fires((Firing("9"),), {}, page("/a"))[0] is Holds.MAYBE
    assert fires((Firing("1", ("9",)),), {"1": trigger("page")}, page("/a"))[0] is Holds.MAYBE


def holds_at(condition: Condition, url: str, event: str) -> bool:
    """Return what a browser's answer to one condition is: the reference, one address at a time."""
    variable = condition.left[0]
    assert isinstance(variable, Variable)
    parts = urlsplit(url)
    left = {
        Origin.PATH: parts.path,
        Origin.URL: url,
        Origin.HOST: parts.hostname or "",
        Origin.EVENT: event,
    }[variable.origin]
    right = str(condition.right[0])
    if condition.operator == "regex":
        found = re.search(right, left, re.IGNORECASE if condition.ignore_case else 0) is not None
    else:
        if condition.ignore_case:
            left, right = left.lower(), right.lower()
        found = {
            "equals": left == right,
            "contains": right in left,
            "starts": left.startswith(right),
            "ends": left.endswith(right),
        }[condition.operator]
    return found is not condition.negate


def fires_at(main: Trigger, blocking: list[Trigger], url: str, events: list[str]) -> bool:
    """Tell whether a trigger fires at some event on one address, and none of those that block it does."""
    return any(
        all(holds_at(one, url, event) for one in main.conditions)
        and not any(all(holds_at(one, url, event) for one in other.conditions) for other in blocking)
        for event in events
    )


TEXTS = st.sampled_from(
    ["/", "/a", "/a/", "/a/b", "a", "b", "/portal", "portal", "x", "?", "q=1", "www", "org", "health", "/b?", "A", ""]
)
REGEXES = st.sampled_from(
    ["^/a", "/b$", "^/(a|b)", "a+", r"/\d+", "[ab]$", "^/$", ".*", "portal|a", r"\?q=", "^https?://", "(a|b)*$", r"\bb"]
)
PLAIN = st.builds(lambda op, text: f"{op} {text}", st.sampled_from(["is", "contains", "starts", "ends"]), TEXTS)
CONDITIONS = st.builds(
    lambda negate, subject, case, said: f"{negate}{subject} {said.replace(' ', f'{case} ', 1)}",
    st.sampled_from(["", "not "]),
    st.sampled_from(["path", "path", "url", "host"]),
    st.sampled_from(["", "/i"]),
    st.one_of(PLAIN.filter(lambda said: not said.endswith(" ")), REGEXES.map(lambda text: f"regex {text}")),
)
TRIGGERS = st.builds(
    lambda happens, conditions: " & ".join([happens, *conditions]),
    st.sampled_from(["page", "dom", "event booked", "regex .*", "regex ^gtm"]),
    st.lists(CONDITIONS, max_size=3),
)
EXAMPLES = {
    "/": ["/"],
    "/a": ["/a", "/a/"],
    "/a/:id": ["/a/b", "/a/7", "/a/portal/", "/a/a", "/a/b/"],
    "/a/*": ["/a", "/a/", "/a/b", "/a/b/portal", "/a/b/"],
    "/:page?": ["/", "/a", "/b", "/portal", "/x/"],
    "/portal/:id(\\d+)": ["/portal/7", "/portal/123/"],
    "/{a/}?b": ["/b", "/a/b", "/a/b/"],
    "/*": ["/", "/a", "/a/b", "/portal/7", "/x/b/"],
    "/a/(.*)": ["/a", "/a/", "/a/b"],
}
EVERYWHERE = [moment.value for moment in ALWAYS]
QUERIES = ["", "?q=1", "?a=b&x"]


def test_the_examples_are_of_their_routes() -> None:
    assert all(matches(route, path) for route, paths in EXAMPLES.items() for path in paths)


@settings(max_examples=400)
@given(TRIGGERS, st.lists(TRIGGERS, max_size=2), st.sampled_from(sorted(EXAMPLES)), st.booleans())
def test_never_is_not_said_where_the_reference_fires(text: str, unless: list[str], route: str, pushes: bool) -> None:
    does, events = ("pushes booked", [*EVERYWHERE, "booked"]) if pushes else ("", EVERYWHERE)
    verdict = judged(text, ";;".join(unless), route, does)
    main, blocking = trigger(text), [trigger(one) for one in unless]
    fired = [
        fires_at(main, blocking, f"{ORIGIN}{path}{query}", events) for path in EXAMPLES[route] for query in QUERIES
    ]
    if any(fired):
        assert verdict is not Holds.NEVER
    plain = [
        fires_at(main, blocking, f"{ORIGIN}{path}{query}", events)
        for path in EXAMPLES[route]
        if path == "/" or not path.endswith("/")
        for query in QUERIES
    ]
    if verdict is Holds.ALWAYS:
        assert all(plain)
