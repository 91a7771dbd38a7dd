"""Containers of Google Tag Manager: exports of both kinds, the compiled script, and what is made to break a reader."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixelgate.parse import containers
from pixelgate.parse.containers.model import (
    Condition,
    Firing,
    Moment,
    Origin,
    Row,
    Trigger,
    Variable,
    on,
)

MAIL = (Variable("Mail", Origin.LAYER, "user.mail"),)


def parameter(key: str, value: object) -> dict[str, object]:
    kind = "list" if isinstance(value, list) else "value"
    return {"type": "TEMPLATE", "key": key, kind: value}


def export(**version: object) -> str:
    container = {"publicId": "GTM-ABC1234", "usageContext": ["WEB"]}
    return json.dumps(
        {"exportFormatVersion": 2, "containerVersion": {"containerVersionId": "7", "container": container, **version}}
    )


def test_a_tag_with_its_triggers_and_its_place() -> None:
    text = export(
        tag=[
            {"name": "Ä", "type": "x"},
            {"name": "Ads", "type": "awct", "firingTriggerId": ["5"], "blockingTriggerId": ["6"], "paused": True},
        ]
    )
    (found,) = containers.read(text)
    assert (found.manager, found.id, found.version) == ("gtm", "GTM-ABC1234", 7)
    tag = found.tags[1]
    assert text[tag.span.start : tag.span.end] == '"Ads"'
    assert (tag.type, tag.firing, tag.paused) == ("awct", (Firing("5", ("6",)),), True)
    assert [trigger.known for trigger in found.triggers] == [False, False]


@pytest.mark.parametrize("kind", ["PAGEVIEW", "pageview"])
@pytest.mark.parametrize("operator", ["STARTS_WITH", "startsWith"])
def test_both_spellings_of_the_formats(kind: str, operator: str) -> None:
    sides = [parameter("arg0", "{{Page Path}}"), parameter("arg1", "/a"), {"key": "negate", "value": "true"}]
    trigger = {"triggerId": "5", "name": "T", "type": kind, "filter": [{"type": operator, "parameter": sides}]}
    (found,) = containers.read(export(trigger=[trigger]))
    path = Condition((Variable("Page Path", Origin.PATH),), "starts", ("/a",), negate=True)
    assert found.triggers == (Trigger("5", "T", "page view", (on(Moment.PAGE), path)),)


@pytest.mark.parametrize(
    ("code", "settings_", "expected"),
    [
        ("c", {"value": "G-1"}, ("G-1",)),
        ("v", {"name": "user.email"}, (Variable("V", Origin.LAYER, "user.email"),)),
        ("u", {"component": "QUERY", "queryKey": "mrn"}, (Variable("V", Origin.QUERY, "mrn"),)),
        ("u", {"component": "HOST", "stripWww": "true"}, (Variable("V", Origin.UNKNOWN),)),
        ("d", {"elementId": "dob"}, (Variable("V", Origin.ELEMENT, "#dob"),)),
        (
            "d",
            {"elementSelector": "form [name=dob]", "attributeName": "value"},
            (Variable("V", Origin.ELEMENT, "form [name=dob]"),),
        ),
        ("d", {"elementId": "dob", "attributeName": "data-step"}, (Variable("V", Origin.ELEMENT),)),
        ("aev", {"varType": "TEXT"}, (Variable("V", Origin.CLICKED, "TEXT"),)),
        ("aev", {"varType": "ATTRIBUTE", "attribute": "value"}, (Variable("V", Origin.USER_DATA, "ATTRIBUTE"),)),
        ("aev", {"varType": "ID"}, (Variable("V", Origin.AUTO, "ID"),)),
        ("k", {"name": "id"}, (Variable("V", Origin.COOKIE, "id"),)),
        ("jsm", {"javascript": "function(){}"}, (Variable("V", Origin.SCRIPT, code="function(){}"),)),
        ("awec", {}, (Variable("V", Origin.USER_DATA),)),
        ("zzz", {}, (Variable("V", Origin.UNKNOWN),)),
        ("c", {"value": "{{V}}"}, (Variable("V", Origin.UNKNOWN, "{{V}}"),)),
    ],
)
def test_variables(code: str, settings_: dict[str, str], expected: tuple[object, ...]) -> None:
    variable = {"name": "V", "type": code, "parameter": [parameter(*pair) for pair in settings_.items()]}
    tag = {"name": "T", "type": "x", "parameter": [parameter("id", "{{V}}")]}
    (found,) = containers.read(export(tag=[tag], variable=[variable]))
    assert found.tags[0].fields[0].text == expected


def test_a_table_with_its_lines_and_default() -> None:
    line = {"map": [parameter("key", "/a"), parameter("value", "A")]}
    given_ = [parameter("input", "{{Page Path}}"), {"key": "map", "list": [line]}]
    variable = {"name": "V", "type": "smm", "parameter": given_}
    tag = {"name": "T", "type": "x", "parameter": [parameter("id", "{{V}}")]}
    (found,) = containers.read(export(tag=[tag], variable=[variable]))
    table = Variable("V", Origin.TABLE, "", (Row("equals", "/a", "A"),), Origin.PATH, "undefined")
    assert found.tags[0].fields[0].text == (table,)


def test_a_tag_that_runs_before_another_fires_with_it() -> None:
    tags = [
        {"name": "Main", "type": "x", "firingTriggerId": ["5"], "setupTag": [{"tagName": "Before"}]},
        {"name": "Before", "type": "y", "blockingTriggerId": ["6"]},
    ]
    (found,) = containers.read(export(tag=tags))
    assert found.tags[1].firing == (Firing("5"),)


def test_lists_of_exports_and_versions_as_the_api_returns_them() -> None:
    version = json.loads(export())["containerVersion"]
    assert [one.id for one in containers.read(f"[{export()}, {json.dumps(version)}]")] == ["GTM-ABC1234"] * 2


def test_a_server_container_is_told_apart_and_a_zone_is_not_read() -> None:
    (server,) = containers.read(export(container={"publicId": "GTM-S", "usageContext": ["SERVER"]}))
    (zone,) = containers.read(export(zone=[{}]))
    assert (server.manager, zone.unread) == ("gtm-server", ("a zone loads further containers",))


def test_a_request_that_a_server_makes_by_its_settings() -> None:
    settings_ = [parameter("url", "https://graph.facebook.com/v20.0/1/events"), parameter("httpMethod", "POST")]
    tag = {"name": "Hook", "type": "http_request", "parameter": settings_, "firingTriggerId": ["5"]}
    (found,) = containers.read(export(tag=[tag, {**tag, "type": "googtag"}]))
    assert [one.hosts for one in found.tags] == [("https://graph.facebook.com/v20.0/1/events",), ()]


def test_rules_and_macros_of_the_time_before_triggers() -> None:
    event = {"type": "equals", "parameter": [parameter("arg0", "{{event}}"), parameter("arg1", "gtm.js")]}
    path = {"type": "startsWith", "parameter": [parameter("arg0", "{{path}}"), parameter("arg1", "/portal")]}
    macros = [
        {"macroId": "1", "name": "event", "type": "e"},
        {"macroId": "2", "name": "path", "type": "u", "parameter": [parameter("component", "PATH")]},
    ]
    tag = {"name": "Ads", "type": "awct", "firingRuleId": ["5"], "blockingRuleId": ["6"]}
    (found,) = containers.read(
        export(tag=[tag], macro=macros, rule=[{"ruleId": "5", "name": "Portal", "condition": [event, path]}])
    )
    assert found.tags[0].firing == (Firing("rule 5", ("rule 6",)),)
    shown = (
        Condition((Variable("event", Origin.EVENT),), "equals", ("gtm.js",)),
        Condition((Variable("path", Origin.PATH),), "starts", ("/portal",)),
    )
    assert found.triggers == (
        Trigger("rule 5", "Portal", "rule", shown),
        Trigger("rule 6", "rule 6", "unknown", known=False),
    )


def test_a_container_of_an_application_is_none_of_a_page() -> None:
    (found,) = containers.read(export(container={"publicId": "GTM-I", "usageContext": ["IOS_SDK_5"]}))
    assert found.manager == "gtm-app"


def test_a_client_of_a_server_container_names_those_that_it_hands_out() -> None:
    rows = [{"type": "map", "map": [{"key": "containerId", "value": one}]} for one in ("GTM-ABC1234", "GTM-DEF5678")]
    client = {"type": "gtm_client", "parameter": [{"key": "allowedContainerIds", "type": "list", "list": rows}]}
    (found,) = containers.read(export(container={"publicId": "GTM-S", "usageContext": ["SERVER"]}, client=[client]))
    assert found.serves == ("GTM-ABC1234", "GTM-DEF5678")


COMPILED = (
    'var data = {"resource":{"version":"4","macros":[{"function":"__e"},{"function":"__u","vtp_component":"PATH"}],'
    '"tags":[{"function":"__html","vtp_html":["template","<script>a(",["macro",1],")<\\/script>"],"tag_id":3},'
    '{"function":"__paused","vtp_originalTagType":"hjtc","tag_id":5}],'
    '"predicates":[{"function":"_eq","arg0":["macro",0],"arg1":"gtm.js"},'
    '{"function":"_sw","arg0":["macro",1],"arg1":"/portal"}],'
    '"rules":[[["if",0],["unless",1],["add",0]],[["if",0,1],["block",0]]]},"runtime":[]};var id="GTM-ABC1234";'
)


def test_tags_that_run_before_or_after_others_in_the_compiled_script() -> None:
    held = {
        "tags": [
            {"function": "__html", "setup_tags": ["list", ["tag", 1, 0]], "teardown_tags": ["list", ["tag", 2, 2]]},
            {"function": "__img"},
            {"function": "__awct", "setup_tags": ["list", ["tag", 3, 0]]},
            {"function": "__sp"},
        ],
        "macros": [],
        "predicates": [{"function": "_eq", "arg0": ["macro", 0], "arg1": "gtm.js"}],
        "rules": [[["if", 0], ["add", 0]]],
    }
    (found,) = containers.read(f'{{"resource":{json.dumps(held)}}}')
    assert [tag.firing for tag in found.tags] == [(Firing("0"),)] * 4


def test_the_compiled_script() -> None:
    (found,) = containers.read(COMPILED)
    assert (found.id, found.version) == ("GTM-ABC1234", 4)
    assert [(tag.type, tag.firing, tag.paused) for tag in found.tags] == [
        ("html", (Firing("0", ("1",)),), False),
        ("", (), True),
    ]
    assert found.tags[0].html == "<script>a({{macro 1}})</script>"
    assert found.triggers[0].kind == "page view"
    path = Variable("macro 1", Origin.PATH)
    assert found.triggers[0].conditions == (
        Condition((Variable("macro 0", Origin.EVENT),), "equals", ("gtm.js",)),
        Condition((path,), "starts", ("/portal",), negate=True),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"containerVersion": 5}',
        '{"containerVersion": {"tag": [5]}}',
        '{"containerVersion": {"tag": ' + "[" * 100_000,
        '{"containerVersion": {"trigger": [{"filter": ' + '[{"parameter":' * 50_000,
        '"predicates" "macros" "rules" "resource": {' + '"a":{' * 50_000,
        COMPILED.replace('"add",0', '"add",99').replace('"if",0', '"if",-7'),
        '[{"containerVersion": {}}, 5]',
        "\ud800",
    ],
)
def test_what_is_no_container_is_refused_or_empty(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(containers.read(text), tuple)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["tag", "trigger", "name", "type", "parameter", "key", "value", "list", "map", "filter"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(JSON)
def test_no_json_breaks_the_reader(value: object) -> None:
    with contextlib.suppress(ValueError):
        containers.read(json.dumps({"containerVersion": value}))


@pytest.mark.parametrize("kind", ["TAG_REFERENCE", "tagReference"])
def test_a_tag_that_names_another_has_the_id_of_that_one(kind: str) -> None:
    event = {
        "name": "Lead", "type": "gaawe",
        "parameter": [
            {"type": kind, "key": "measurementId", "value": "Base"},
            {"type": kind, "key": "measurementIdOverride", "value": "Gone"},
            {"type": "TEMPLATE", "key": "eventName", "value": "Base"},
        ],
    }  # fmt: skip
    base = {"name": "Base", "type": "gaawc", "parameter": [parameter("measurementId", "{{ID}}")]}
    constant = {"name": "ID", "type": "c", "parameter": [parameter("value", "G-1")]}
    (found,) = containers.read(export(tag=[event, base], variable=[constant]))
    assert [(field.key, field.text) for field in found.tags[0].fields] == [
        ("measurementId", ("G-1",)),
        ("measurementIdOverride", ("Gone",)),
        ("eventName", ("Base",)),
    ]


BODY = '{"user": {"mail": "{{Mail}}", "tags": ["a", "{{Mail}}"]}, "n": 1, "none": null}'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (BODY, [("body.user.mail", MAIL), ("body.user.tags", ("a",)), ("body.user.tags", MAIL), ("body.n", ("1",))]),
        ('{"a": {{Mail}}}', [("body", ('{"a": ', *MAIL, "}"))]),
        ("{{Mail}}", [("body", MAIL)]),
        ('{"a":' * 5000 + "1", [("body", ('{"a":' * 5000 + "1",))]),
    ],
    ids=["JSON", "no JSON", "variable", "deep"],
)
def test_a_body_of_json_counts_by_its_parts(body: str, expected: list[tuple[str, object]]) -> None:
    mail = {"name": "Mail", "type": "v", "parameter": [parameter("name", "user.mail")]}
    tag = {"name": "T", "type": "http_request", "parameter": [parameter("body", body)]}
    (found,) = containers.read(export(tag=[tag], variable=[mail]))
    assert [(field.key, field.text) for field in found.tags[0].fields if field.text] == expected


def test_settings_stand_in_the_place_of_the_variable_that_holds_them() -> None:
    settings = {"name": "S", "type": "gas", "parameter": [parameter("trackingId", "UA-1-1")]}
    tag = {"name": "T", "type": "ua", "parameter": [parameter("gaSettings", "{{S}}"), parameter("other", "{{Gone}}")]}
    (found,) = containers.read(export(tag=[tag], variable=[settings]))
    gone = Variable("Gone", Origin.UNKNOWN)
    assert [(field.key, field.text) for field in found.tags[0].fields] == [
        ("trackingId", ("UA-1-1",)),
        ("other", (gone,)),
    ]


SCRIPT = (
    'var data = {"resource": {"version": "1", "macros": [], "predicates": [], "rules": [], "tags": ['
    '{"function": "__cvt_1_2", "tag_id": 4}, {"function": "__cvt_1_3"}, {"function": "__cvt_1_4"}, '
    '{"function": "__bzi"}]},'
    '"runtime": [[50, "permissions", {"permissions": 1}]], "permissions": %s};'
)
ALLOWED = (
    '{"__cvt_1_2": {"inject_script": {"urls": ["https:\\/\\/t.example\\/a.js"]}, "access_globals": {"keys": []}},'
    '"__cvt_1_3": {"logging": {"environments": "debug"}, "write_data_layer": {}}, "__bzi": {"logging": {}}}'
)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            ALLOWED,
            [(("https://t.example/a.js",), True, False), ((), False, True), ((), True, True), ((), True, False)],
        ),
        ("{broken", [((), True, True), ((), True, True), ((), True, True), ((), True, False)]),
        ('{"__cvt_1_2": 1}', [((), True, True), ((), True, True), ((), True, True), ((), True, False)]),
    ],
    ids=["whole", "broken", "of another form"],
)
def test_what_a_compiled_script_permits_templates(block: str, expected: list[tuple[object, bool, bool]]) -> None:
    (found,) = containers.read(SCRIPT % block)
    assert [(tag.hosts, tag.sends, tag.pushes) for tag in found.tags] == expected
