"""Libraries of Tealium iQ: the table of tags, load rules as code, and the code of tags."""

from __future__ import annotations

import time

import pytest

from pixelgate.parse import containers
from pixelgate.parse.containers.boolean import alternatives
from pixelgate.parse.containers.model import Condition, Container, Field, Firing, Moment, Origin, Trigger, Variable, on
from pixelgate.parse.containers.tealium import _condition

PATH = Variable("dom.pathname", Origin.PATH)
URL = Variable("dom.url", Origin.URL)
ELSE = Variable("URL", Origin.UNKNOWN)


def loader(table: str, rules: str = "", more: str = "") -> Container:
    text = (
        "//tealium universal tag - utag.loader ut4.0.202601010000, Copyright\n"
        "utag.o['clinic.main']=utag;utag.cfg={utid:\"clinic/main/202601010000\"};utag.cond={2:0,4:0};"
        f"utag.loader.loadrules=function(_pd,_pc){{var d=_pd||utag.data;var c=_pc||utag.cond;{rules}}};"
        f"utag.loader.initcfg=function(){{utag.loader.cfg={{{table}}};utag.loader.cfgsort=[];}};{more}"
    )
    (found,) = containers.read(text)
    return found


def rule(number: int, said: str) -> str:
    return f"case'{number}':try{{c[{number}]|=({said})}}catch(e){{utag.DB(e)}};break;"


def sender(uid: int, code: str) -> str:
    return (
        f"\n//tealium universal tag - utag.{uid} ut4.0.202601010000, Copyright\n"
        f"try{{(function(id,loader){{var u={{}};utag.o[loader].sender[id]=u;{code}}})"
        f"('{uid}','clinic.main');}}catch(e){{}}"
    )


def test_a_tag_with_a_load_rule_and_one_without() -> None:
    found = loader(
        '"7":{load:utag.cond[2],send:1,v:2026,wait:1,tid:7110},"9":{load:4,send:1,v:2026,tid:20067}',
        rule(2, "d['dom.pathname'].toString().toLowerCase().indexOf('/labs'.toLowerCase())>-1"),
    )
    assert (found.manager, found.id, found.version) == ("tealium", "main", 202601010000)
    assert [(tag.name, tag.type, tag.firing) for tag in found.tags] == [
        ("tag 7", "7110", (Firing("utag.cond[2]/0"),)),
        ("tag 9", "20067", (Firing("4/0"),)),
    ]
    labs = Condition((PATH,), "contains", ("/labs",), ignore_case=True)
    assert found.triggers == (
        Trigger("utag.cond[2]/0", "load rule 2", "page view", (on(Moment.PAGE), labs)),
        Trigger("4/0", "all pages", "page view", (on(Moment.PAGE),)),
    )


def test_rules_joined_and_rules_of_alternatives() -> None:
    found = loader(
        "7:{load:(utag.cond[2] && utag.cond[4]),send:1}",
        rule(2, "d['dom.pathname']=='/a')||(d['dom.pathname']=='/b'") + rule(4, "d['page_type']!='x'"),
    )
    a, b = (Condition((PATH,), "equals", (text,)) for text in ("/a", "/b"))
    other = Condition((Variable("page_type", Origin.LAYER, "page_type"),), "equals", ("x",), negate=True)
    assert [one.conditions[1:] for one in found.triggers] == [(a, other), (b, other)]


def test_a_rule_that_is_not_there_may_hold() -> None:
    found = loader("7:{load:utag.cond[5],send:1}")
    assert [one.known for one in found.triggers] == [False]


def test_a_tag_that_is_not_loaded_or_not_sent() -> None:
    found = loader("7:{load:0,send:1},8:{load:1,send:0}")
    assert [tag.paused for tag in found.tags] == [True, True]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("d['dom.pathname']=='/a'", Condition((PATH,), "equals", ("/a",))),
        ("utag.data['dom.pathname']!='/a'", Condition((PATH,), "equals", ("/a",), negate=True)),
        (
            "d['dom.domain'].toString().toLowerCase()=='A.org'.toLowerCase()",
            Condition((Variable("dom.domain", Origin.HOST),), "equals", ("A.org",), ignore_case=True),
        ),
        ("d['dom.pathname'].toString().indexOf('/a')<0", Condition((PATH,), "contains", ("/a",), negate=True)),
        ("d['dom.pathname'].toString().indexOf('/a')==0", Condition((PATH,), "starts", ("/a",))),
        ("/^\\/a/i.test(d['dom.pathname'])", Condition((PATH,), "regex", ("^\\/a",), ignore_case=True)),
        ("!/a$/.test(d['dom.pathname'])", Condition((PATH,), "regex", ("a$",), negate=True)),
        ("d['qp.mrn']=='1'", Condition((Variable("qp.mrn", Origin.QUERY, "mrn"),), "equals", ("1",))),
        ("d['dom.url'].toString().indexOf('/a')<0", Condition((URL,), "contains", ("/a",), negate=True)),
        ("d['dom.url'].toString().indexOf('/a')>-1", Condition((ELSE,), "contains", ("/a",))),
        (
            "typeof d['order_id']!='undefined'",
            Condition((Variable("typeof d['order_id']!='undefined'", Origin.UNKNOWN),), "holds", ()),
        ),
    ],
)  # fmt: skip
def test_comparisons(said: str, expected: Condition) -> None:
    assert _condition(said) == expected


def test_letters_that_code_never_finds_decide_nothing() -> None:
    said = "d['dom.pathname'].toString().toLowerCase().indexOf('/A')<0"
    assert _condition(said).left == (Variable(said, Origin.UNKNOWN),)


def test_the_code_of_a_tag_in_a_file_of_its_own() -> None:
    text = sender(28, "u.map={\"visit_reason\":\"content_name,q\"};u.send=function(a,b){fbq('track','Lead',{});};")
    (found,) = containers.read(text)
    (tag,) = found.tags
    assert (found.id, found.part, tag.name, tag.firing) == ("main", True, "tag 28", (Firing("tag 28"),))
    reason = Variable("visit_reason", Origin.LAYER, "visit_reason")
    assert tag.fields == (Field("map.content_name", (reason,)), Field("map.q", (reason,)))
    assert tag.html.startswith("<script>//tealium universal tag - utag.28")
    assert text[tag.span.start : tag.span.end] == "28"


def test_the_code_of_a_tag_in_the_loader() -> None:
    found = loader("28:{load:4,send:1,tid:6026}", more=sender(28, "fbq('track','Lead');"))
    assert [(tag.type, "fbq" in tag.html) for tag in found.tags] == [("6026", True)]
    assert not found.part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", [["a"]]),
        ("(a&&b)||(c)", [["a", "b"], ["c"]]),
        ("(a||b)&&c", [["a", "c"], ["b", "c"]]),
        ("a=='x||y'&&b", [["a=='x||y'", "b"]]),
        ("/\\(/.test(a)||b", [["/\\(/.test(a)"], ["b"]]),
        ("", None),
        ("(" * 40 + "a" + ")" * 40, [["(" * 28 + "a" + ")" * 28]]),
        ("&&".join(["(a||b)"] * 9), None),
    ],
)
def test_alternatives(text: str, expected: list[list[str]] | None) -> None:
    assert alternatives(text) == expected


@pytest.mark.parametrize("piece", ["c[1]|=", "c[1]|=(a}catch", "1:{load:", "})(", "} ", "u.map={", "utag.o['a.b']="])
def test_hostile_text_ends(piece: str) -> None:
    started = time.process_time()
    head = "utag.loader.initcfg utag.sender[ utag.o['a.b']= utag.loader.cfg={ "
    tuple(containers.read(head + piece * (400_000 // len(piece))))
    assert time.process_time() - started < 5


def test_the_template_of_a_tag_and_the_addresses_in_its_settings() -> None:
    code = (
        "//~~tv:20078.20150326\n//tealium universal tag - utag.sender.20078 ut4.0.202007160442, Copyright\n"
        "try{(function(id,loader,u){u=utag.o[loader].sender[id]={};"
        'u.data={"base_url":"//platform.twitter.com/oct.js"};h="dx.steelhousemedia.com/spx?"+"dxver=";'
        "a='no address';b='/local/file.js';c='1.2';})('22','clinic.main');}catch(e){}"
    )
    (found,) = containers.read(code)
    assert [(tag.name, tag.type, tag.hosts) for tag in found.tags] == [
        ("tag 22", "20078", ("https://platform.twitter.com/oct.js", "https://dx.steelhousemedia.com/spx?")),
    ]
