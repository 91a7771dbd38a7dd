"""Configurations of Cloudflare Zaraz: tools, actions, triggers, variables and consent."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from pixelgate.parse import containers
from pixelgate.parse.containers.model import (
    EVENT,
    Condition,
    Container,
    Firing,
    Moment,
    Origin,
    Tag,
    Trigger,
    Variable,
    on,
)

PAGEVIEW = {"match": "{{ client.__zarazTrack }}", "op": "EQUALS", "value": "Pageview"}
UNKNOWN = Condition((Variable("rule", Origin.UNKNOWN),), "holds", ())


def read(**given: object) -> Container:
    config = {"zarazVersion": 44, "tools": {}, "triggers": {}, **given}
    (found,) = containers.read(json.dumps(config))
    assert containers.read(json.dumps({"success": True, "result": config}))[0].triggers == found.triggers
    return found


def tag(tool: Mapping[str, object], **more: object) -> Tag:
    return read(tools={"a": tool}, **more).tags[0]


def trigger(*rules: Mapping[str, object], exclude: tuple[Mapping[str, object], ...] = ()) -> Trigger:
    held = {"t": {"name": "T", "loadRules": list(rules), "excludeRules": list(exclude)}}
    return read(triggers=held).triggers[0]


def test_a_tool_with_an_action() -> None:
    action = {
        "firingTriggers": ["Pageview"],
        "blockingTriggers": ["Portal"],
        "data": {"__zaraz_setting_name": "Page view", "ev": "PageView", "em": "{{ client.user.email }}"},
    }
    tool = {
        "name": "Pixel", "component": "facebook-pixel", "enabled": True, "settings": {"property": "1"},
        "blockingTriggers": ["Out"], "actions": {"x": action}, "defaultPurpose": "ads",
    }  # fmt: skip
    found = tag(tool, consent={"enabled": True})
    assert (found.name, found.type, found.waits) == ("Pixel: Page view", "facebook-pixel", True)
    assert found.firing == (Firing("Pageview", ("Out", "Portal")),)
    assert [(field.key, field.text) for field in found.fields] == [
        ("property", ("1",)),
        ("data.ev", ("PageView",)),
        ("data.em", (Variable("client.user.email", Origin.LAYER, "user.email"),)),
    ]
    assert not tag(tool).waits
    assert tag({**tool, "enabled": False}).paused


def test_events_of_the_older_form_and_markup() -> None:
    event = {"firingTriggers": ["p"], "data": {"htmlCode": "<script>a('{{ system.page.query.mrn }}')</script>"}}
    found = tag({"name": "H", "component": "html", "neoEvents": [event]})
    assert found.html == "<script>a('{{system.page.query.mrn}}')</script>"
    assert found.held == (Variable("system.page.query.mrn", Origin.QUERY, "mrn"),)


def test_constants_are_part_of_the_text() -> None:
    tool = {"name": "T", "component": "x", "settings": {"id": "{{ variable.v }}"}, "actions": {"a": {"data": {}}}}
    assert tag(tool, variables={"v": {"name": "V", "type": "string", "value": "7"}}).fields[0].text == ("7",)


PATH = Variable("system.page.url.pathname", Origin.PATH)
HREF = Variable("system.page.url.href", Origin.URL)


@pytest.mark.parametrize(
    ("match", "op", "value", "expected"),
    [
        ("{{ client.__zarazTrack }}", "EQUALS", "Pageview", on(Moment.PAGE)),
        ("{{ client.__zarazTrack }}", "EQUALS", "booked", Condition((EVENT,), "equals", ("booked",))),
        ("{{ client.__zarazTrack }}", "CONTAINS", "view", UNKNOWN),
        ("{{ system.page.url.pathname }}", "STARTS_WITH", "/a", Condition((PATH,), "starts", ("/a",))),
        (
            "{{ system.page.url.pathname }}",
            "NOT_MATCH_REGEX",
            "^/a",
            Condition((PATH,), "regex", ("^/a",), negate=True),
        ),
        ("{{ system.page.url.href }}", "STARTS_WITH", "https://a", Condition((HREF,), "starts", ("https://a",))),
        (
            "{{ system.page.url.href }}",
            "CONTAINS",
            "/a",
            Condition((Variable("URL", Origin.UNKNOWN),), "contains", ("/a",)),
        ),
        ("nothing in braces", "EQUALS", "x", UNKNOWN),
    ],
)
def test_rules(match: str, op: str, value: str, expected: Condition) -> None:
    assert trigger({"match": match, "op": op, "value": value}).conditions == (expected,)


def test_listeners_and_what_only_the_run_time_knows() -> None:
    click = {"action": "clickListener", "settings": {"selector": "#x"}}
    assert trigger(click, {"action": "clientEval"}).conditions == (on(Moment.CLICK), UNKNOWN)


def test_rules_that_exclude() -> None:
    path = {"match": "{{ system.page.url.pathname }}", "op": "STARTS_WITH", "value": "/a"}
    left_out = Condition((PATH,), "starts", ("/a",), negate=True)
    assert trigger(PAGEVIEW, exclude=(path,)).conditions == (on(Moment.PAGE), left_out)
    assert trigger(PAGEVIEW, exclude=(path, path)).conditions == (on(Moment.PAGE), UNKNOWN)


def test_the_host_puts_it_into_pages_unless_told_otherwise() -> None:
    assert read().injected
    assert not read(settings={"autoInjectScript": False}).injected


def test_of_a_history_the_last_configuration_counts() -> None:
    def row(name: str) -> object:
        config = {"zarazVersion": 44, "tools": {"a": {"name": name, "actions": {"x": {}}}}, "triggers": {}}
        return {"config": config, "createdAt": "2023-02-23T05:05:55.155273Z"}

    history = {"success": True, "result": {"9": row("Old"), "10": row("New"), "11": None}}
    (found,) = containers.read(json.dumps(history))
    assert [tag.name for tag in found.tags] == ["New"]


@pytest.mark.parametrize("result", [{}, {"9": None}, {"x": {"config": 1}}, []])
def test_a_history_without_a_configuration_cannot_be_read(result: object) -> None:
    marks = {"zarazVersion": "", "tools": "", "triggers": ""}
    with pytest.raises(ValueError, match="at `"):
        containers.read(json.dumps({"result": result, "more": marks}))
