"""Profiles of Tealium iQ in both forms: tags, load rules and how they are joined."""

from __future__ import annotations

import json

import pytest

from pixelgate.parse import containers
from pixelgate.parse.containers.model import Condition, Container, Field, Moment, Origin, Trigger, Variable, on

PATH = Variable("dom.pathname", Origin.PATH)


def read(**held: object) -> Container:
    (found,) = containers.read(json.dumps({"profile": "main", "tags": [], "loadRules": [], **held}))
    return found


def rule(number: int, *ways: list[dict[str, object]], status: str = "active") -> dict[str, object]:
    return {"id": number, "name": f"R{number}", "status": status, "loadRuleCondition": list(ways)}


def compared(variable: str, operator: str, value: object) -> dict[str, object]:
    return {"variable": variable, "operator": operator, "value": value}


LABS = rule(2, [compared("dom.pathname", "starts_with", "/labs")])
PAGE = rule(3, [compared("udo.page_type", "does_not_equal_ignore_case", "x")], [compared("js.step", "equals", 2)])


def test_a_tag_and_what_it_sends() -> None:
    tag = {
        "id": "322", "tagId": "20048", "tagName": "Facebook Pixel", "name": "Meta", "status": "active", "loadRule": "2",
        "dataMappings": [{"mappings": ["em", "q"], "type": "udo", "variable": "customer_email"}],
        "configuration": {"pixel_id": "1"},
    }  # fmt: skip
    found = read(tags=[tag], loadRules=[LABS], version="202203222108")
    assert (found.manager, found.id, found.version) == ("tealium", "main", 202203222108)
    (one,) = found.tags
    email = Variable("customer_email", Origin.LAYER, "customer_email")
    assert (one.name, one.type, one.template, one.paused) == ("Meta", "20048", "Facebook Pixel Meta", False)
    assert one.fields == (Field("pixel_id", ("1",)), Field("map.em", (email,)), Field("map.q", (email,)))
    labs = Condition((PATH,), "starts", ("/labs",))
    assert found.triggers == (Trigger("2//0", "load rule 2", "page view", (on(Moment.PAGE), labs)),)


@pytest.mark.parametrize(("joined", "ways"), [("all", [2, 2]), ("any", [1, 1, 1]), ("", [1, 1, 1])])
def test_rules_are_joined_as_the_tag_says(joined: str, ways: list[int]) -> None:
    tag = {"id": "1", "loadRule": "2,3", "loadRuleJoinOperator": joined}
    found = read(tags=[tag], loadRules=[LABS, PAGE])
    assert [len(one.conditions) - 1 for one in found.triggers] == ways


def test_all_pages_and_rules_that_nobody_knows() -> None:
    off = rule(4, [compared("dom.pathname", "equals", "/")], status="inactive")
    tags = [{"id": "1", "loadRule": "all"}, {"id": "2", "loadRule": "4"}, {"id": "3", "loadRule": "9"}]
    found = read(tags=tags, loadRules=[off])
    assert [(one.name, one.known) for one in found.triggers] == [
        ("all pages", True), ("load rule 4", False), ("load rule 9", False),
    ]  # fmt: skip


def test_the_form_of_the_interface() -> None:
    way = {
        "input_0": "dom.pathname",
        "operator_0": "contains",
        "filter_0": "/a",
        "input_1": "js.x",
        "operator_1": "defined",
    }
    rules = {"12": {"title": "T", "status": "active", "0": way}}
    tags = {"7": {"title": "Meta", "tag_id": "6026", "tag_name": "Facebook", "status": "inactive", "loadrule": "12"}}
    (found,) = containers.read(json.dumps({"profile": "main", "manage": tags, "loadrules": rules}))
    assert [(one.name, one.type, one.paused) for one in found.tags] == [("Meta", "6026", True)]
    assert found.triggers[0].conditions == (
        on(Moment.PAGE),
        Condition((PATH,), "contains", ("/a",)),
        Condition((Variable("js.x", Origin.UNKNOWN),), "defined", ("",)),
    )


def test_a_regular_expression_with_flags() -> None:
    found = read(
        tags=[{"id": "1", "loadRule": "2"}],
        loadRules=[rule(2, [compared("dom.pathname", "regular_expression", "/^.a/i")])],
    )
    assert found.triggers[0].conditions[1] == Condition((PATH,), "regex", ("^.a",), ignore_case=True)


def test_other_files_are_no_profile() -> None:
    assert containers.read('{"tags": [], "loadRules": [], "profile": 1}') == ()
