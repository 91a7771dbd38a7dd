"""What "cannot fire" means, in the words of each format: never said where the manager itself would fire."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.graph.containers.samples import ORIGIN, page

from pixelgate.graph.containers.conditions import Holds
from pixelgate.graph.containers.triggers import fires
from pixelgate.manifest.match import matches
from pixelgate.parse import containers, parse
from pixelgate.parse.containers.model import Container
from pixelgate.parse.document import Interest


class Said(msgspec.Struct, frozen=True):
    """A condition as people set it up, whatever the manager."""

    subject: str
    operator: str
    text: str
    negate: bool
    ignore_case: bool

    def holds(self, path: str, query: str, fragment: str) -> bool:
        """Answer as a manager whose addresses hold the fragment would."""
        left = {"path": path, "url": f"{ORIGIN}{path}{query}{fragment}", "host": ORIGIN[8:]}[self.subject]
        return self.compared(left) is not self.negate

    def compared(self, left: str) -> bool:
        right = self.text
        if self.operator == "regex":
            return re.search(right, left, re.IGNORECASE if self.ignore_case else 0) is not None
        if self.ignore_case:
            left, right = left.lower(), right.lower()
        answers = {"equals": left == right, "contains": right in left, "starts": left.startswith(right)}
        return answers[self.operator] if self.operator in answers else left.endswith(right)


SHOUTED = {
    "equals": "EQUALS",
    "contains": "CONTAINS",
    "starts": "STARTS_WITH",
    "ends": "ENDS_WITH",
    "regex": "MATCH_REGEX",
}


def gtm(all_: list[Said]) -> Container:
    names = {"path": "{{Page Path}}", "url": "{{Page URL}}", "host": "{{Page Hostname}}"}
    rows = []
    for one in all_:
        given_ = {"arg0": names[one.subject], "arg1": one.text, "negate": one.negate, "ignore_case": one.ignore_case}
        rows.append({"type": SHOUTED[one.operator], "parameter": [{"key": k, "value": v} for k, v in given_.items()]})
    trigger = {"triggerId": "1", "type": "PAGEVIEW", "filter": rows}
    tag = {"name": "T", "type": "awct", "firingTriggerId": ["1"]}
    version = {"containerVersionId": "1", "container": {"publicId": "GTM-A"}, "tag": [tag], "trigger": [trigger]}
    return containers.read(json.dumps({"containerVersion": version}))[0]


def compiled(all_: list[Said]) -> Container:
    parts = {"path": "PATH", "url": "URL", "host": "HOST"}
    codes = {"equals": "_eq", "contains": "_cn", "starts": "_sw", "ends": "_ew", "regex": "_re"}
    macros: list[object] = [
        {"function": "__e"},
        *({"function": "__u", "vtp_component": part} for part in parts.values()),
    ]
    at = {subject: number for number, subject in enumerate(parts, 1)}
    predicates: list[dict[str, object]] = [{"function": "_eq", "arg0": ["macro", 0], "arg1": "gtm.js"}]
    predicates += [
        {
            "function": codes[one.operator],
            "arg0": ["macro", at[one.subject]],
            "arg1": one.text,
            "ignore_case": one.ignore_case,
        }
        for one in all_
    ]
    yes = [number for number, one in enumerate(all_, 1) if not one.negate]
    no = [number for number, one in enumerate(all_, 1) if one.negate]
    rule = [["if", 0, *yes], *([["unless", *no]] if no else []), ["add", 0]]
    held = {
        "version": "1",
        "macros": macros,
        "tags": [{"function": "__awct"}],
        "predicates": predicates,
        "rules": [rule],
    }
    return containers.read(f'var data = {{"resource": {json.dumps(held)}, "runtime": []}};')[0]


def zaraz(all_: list[Said]) -> Container:
    names = {"path": "pathname", "url": "href", "host": "hostname"}
    load = [{"match": "{{ client.__zarazTrack }}", "op": "EQUALS", "value": "Pageview"}]
    exclude: list[dict[str, str]] = []
    for one in all_:
        rule = {
            "match": f"{{{{ system.page.url.{names[one.subject]} }}}}",
            "op": SHOUTED[one.operator],
            "value": one.text,
        }
        (exclude if one.negate else load).append(rule)
    triggers = {"1": {"name": "T", "loadRules": load, "excludeRules": exclude}}
    tool = {"name": "T", "component": "x", "actions": {"a": {"firingTriggers": ["1"]}}}
    return containers.read(json.dumps({"zarazVersion": 1, "tools": {"t": tool}, "triggers": triggers}))[0]


def tealium(all_: list[Said]) -> Container:
    keys = {"path": "dom.pathname", "url": "dom.url", "host": "dom.domain"}

    def code(one: Said) -> str:
        data = f"d['{keys[one.subject]}'].toString()"
        if one.operator == "regex":
            pattern = one.text.replace("/", "\\/")
            return (
                f"{'!' if one.negate else ''}/{pattern}/{'i' if one.ignore_case else ''}.test(d['{keys[one.subject]}'])"
            )
        data, value = (
            (f"{data}.toLowerCase()", f"'{one.text}'.toLowerCase()") if one.ignore_case else (data, f"'{one.text}'")
        )
        forms = {
            "equals": f"{data}{'!' if one.negate else '='}={value}",
            "contains": f"{data}.indexOf({value}){'<0' if one.negate else '>-1'}",
            "starts": f"{data}.indexOf({value}){'!=' if one.negate else '=='}0",
            "ends": f"{'!' if one.negate else ''}endsWith({data},{value})",
        }
        return forms[one.operator]

    said = "&&".join(map(code, all_)) or "1==1"
    text = (
        "utag.o['a.main']=utag;utag.cond={2:0};utag.loader.loadrules=function(){var d=utag.data;"
        f"try{{utag.cond[2]|=({said})}}catch(e){{}}}};utag.loader.initcfg=function(){{"
        'utag.loader.cfg={"1":{load:utag.cond[2],send:1,tid:1}};};'
    )
    return containers.read(text)[0]


def profile(all_: list[Said]) -> Container:
    keys = {"path": "dom.pathname", "url": "dom.url", "host": "dom.domain"}
    yes = {"equals": "equals", "contains": "contains", "starts": "starts_with", "ends": "ends_with"}
    no = {"equals": "equal", "contains": "contain", "starts": "start_with", "ends": "end_with"}

    def row(one: Said) -> dict[str, str]:
        if one.operator == "regex":
            value = f"/{one.text}/{'i' if one.ignore_case else ''}"
            return {"variable": keys[one.subject], "operator": "regular_expression", "value": value}
        name = f"does_not_{no[one.operator]}" if one.negate else yes[one.operator]
        case = "_ignore_case" if one.ignore_case else ""
        return {"variable": keys[one.subject], "operator": f"{name}{case}", "value": one.text}

    rows = [row(one) for one in all_] or [{"variable": "dom.pathname", "operator": "populated", "value": ""}]
    rule = {"id": 2, "status": "active", "loadRuleCondition": [rows]}
    tag = {"id": "1", "loadRule": "2", "loadRuleJoinOperator": "all"}
    return containers.read(json.dumps({"profile": "main", "tags": [tag], "loadRules": [rule]}))[0]


def launch(all_: list[Said]) -> Container:
    conditions = "".join(
        f"{{modulePath: 'core/src/lib/conditions/path.js', settings: {{paths: [{{value: {json.dumps(one.text)}, "
        f"valueIsRegex: {json.dumps(one.operator == 'regex')}}}]}}, negate: {json.dumps(one.negate)}}},"
        for one in all_
        if one.subject == "path" and one.operator in {"equals", "regex"}
    )
    text = (
        "window._satellite.container = {rules: [{name: 'R', events: [{modulePath: 'core/src/lib/events/domReady.js'}], "
        f"conditions: [{conditions}], actions: [{{modulePath: 'x/src/lib/actions/y.js'}}]}}]}};"
    )
    _, document = parse("launch.js", text.encode(), Interest(names=frozenset({"_satellite"})))
    return containers.read(text, document.scripts)[0]


def matomo(all_: list[Said]) -> Container:
    names = {"path": "PagePath", "url": "PageUrl", "host": "PageHostname"}
    codes = {"equals": "equals_exactly", "starts": "starts_with", "ends": "ends_with", "regex": "regexp"}
    conditions = [
        {
            "actual": names[one.subject],
            "comparison": f"{'not_' if one.negate else ''}{codes.get(one.operator, one.operator)}",
            "expected": one.text,
        }
        for one in all_
    ]
    trigger = {"idtrigger": 1, "name": "T", "type": "PageView", "conditions": conditions}
    tag = {"name": "T", "type": "X", "fire_trigger_ids": [1]}
    return containers.read(json.dumps({"idcontainer": "a", "tags": [tag], "triggers": [trigger]}))[0]


FORMATS: dict[str, Callable[[list[Said]], Container]] = {
    "gtm": gtm,
    "compiled": compiled,
    "zaraz": zaraz,
    "tealium": tealium,
    "profile": profile,
    "launch": launch,
    "matomo": matomo,
}
WITHOUT_FRAGMENT = {"gtm", "compiled"}
TEXTS = st.sampled_from(
    ["/", "/a", "/a/", "/a/b", "a", "b", "/portal", "x", "A", "org", "?q=1", "#", "#b", "frag", "/b#frag"]
)
REGEXES = st.sampled_from(["^/a", "/b$", "^/(a|b)", "[ab]$", "^/$", "portal|a", "^https?://", "(a|b)*$", "frag", "#"])
SAID = st.one_of(
    st.builds(
        Said,
        st.sampled_from(["path", "path", "url", "host"]),
        st.sampled_from(["equals", "contains", "starts", "ends"]),
        TEXTS,
        st.booleans(),
        st.booleans(),
    ),
    st.builds(Said, st.sampled_from(["path", "url"]), st.just("regex"), REGEXES, st.booleans(), st.booleans()),
)
EXAMPLES = {
    "/": ["/"],
    "/a": ["/a", "/a/"],
    "/a/:id": ["/a/b", "/a/7", "/a/a", "/a/b/"],
    "/a/*": ["/a", "/a/", "/a/b", "/a/b/portal"],
    "/*": ["/", "/a", "/a/b", "/portal/7"],
}


def reference(format_: str, all_: list[Said]) -> list[Said]:
    """Return what a format can say of some conditions: case does not count in all of them, nor is each there."""
    if format_ == "launch":
        kept = [one for one in all_ if one.subject == "path" and one.operator in {"equals", "regex"}]
        return [msgspec.structs.replace(one, ignore_case=one.operator == "regex") for one in kept]
    if format_ == "profile":
        return [msgspec.structs.replace(one, negate=one.negate and one.operator != "regex") for one in all_]
    if format_ in {"zaraz", "matomo"}:
        return [msgspec.structs.replace(one, ignore_case=False) for one in all_]
    return all_


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=60, deadline=None)
@given(st.lists(SAID, max_size=3), st.sampled_from(sorted(EXAMPLES)))
def test_never_is_not_said_where_the_manager_fires(format_: str, all_: list[Said], route: str) -> None:
    container = FORMATS[format_](all_)
    triggers = {one.id: one for one in container.triggers}
    verdict, _ = fires(container.tags[0].firing, triggers, page(route))
    known = reference(format_, all_)
    fragments = [""] if format_ in WITHOUT_FRAGMENT else ["", "#frag", "#b"]
    fired = [
        all(one.holds(path, query, fragment) for one in known)
        for path in EXAMPLES[route]
        for query in ("", "?q=1")
        for fragment in fragments
    ]
    assert all(matches(route, path) for path in EXAMPLES[route])
    if any(fired):
        assert verdict is not Holds.NEVER


@pytest.mark.parametrize("format_", FORMATS)
def test_each_format_is_decided_where_it_can_be(format_: str) -> None:
    path = Said("path", "regex", "^/a", negate=False, ignore_case=True)
    held = [fires(c.tags[0].firing, {t.id: t for t in c.triggers}, page("/b"))[0] for c in (FORMATS[format_]([path]),)]
    assert held == [Holds.NEVER]
