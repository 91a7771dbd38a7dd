"""What modules inside a bundle export: wrappers around vendors, under the module's ID and the export's name."""

from __future__ import annotations

import pytest

from pixelgate.parse.document import Interest
from pixelgate.parse.javascript import parse_script
from pixelgate.parse.modules import Exports, Given, Keys, Relay
from pixelgate.parse.values import Argument, Constant
from pixelgate.source import Fragment, Span

LEAD = "function h(e){fbq('track',e)}"


def exported(code: str, **told: Exports) -> list[tuple[Keys, str]]:
    given = Given(tuple((f"bundle:{module}", offered) for module, offered in told.items()))
    interest = Interest(names=frozenset({"fbq"}), modules=given.names(), given=given)
    found = parse_script(Fragment(code), interest).exports
    return [(relay.keys, relay.callee) for relay in found.relays] + [(one.keys, one.path) for one in found.aliases]


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (f"push([[5],{{9(e,t,n){{n.d(t,{{a:()=>h}});{LEAD}}}}}])", "a"),
        (f"push([[5],{{9:(e,t,n)=>{{n.d(t,{{a:()=>h,b:()=>o}});{LEAD}}}}}])", "a"),
        (f"push([[5],[,function(e,t,n){{n.d(t,'a',(function(){{return h}}));{LEAD}}}]])", "a"),
        (f"push([[5],{{9(e,t,n){{n.d(t,{{}},{{a:h}});{LEAD}}}}}])", "a"),
        (f"push([[5],{{9(e,t,n){{n.d(t,['b',0,'x','a',()=>h]);{LEAD}}}}}])", "a"),
        ("push([[5],{9(e,t,n){n.d(t,['a',0,e=>fbq('track',e)])}}])", "a"),
        ("push([[5],{9(e,t,n){n.d(t,{},{a:function(e){fbq('track',e)}})}}])", "a"),
        (f"push([s,9,e=>{{e.s(['a',0,h]);{LEAD}}}])", "a"),
        (f"push([s,9,e=>{{e.s(['b',()=>x,'a',()=>h],9);{LEAD}}}])", "a"),
        (f"r('9',function(e,t){{d(e.exports,'a',()=>h);{LEAD}}})", "a"),
        ("push([[5],{9(e,t,n){t.a=function(e){fbq('track',e)}}}])", "a"),
        ("push([[5],{9(e,t,n){e.exports=function(e){fbq('track',e)}}}])", "default"),
        ("push([[5],{9(e,t,n){e.exports.a=e=>fbq('track',e)}}])", "a"),
        (f"push([[5],{{9(e,t,n){{Object.defineProperty(t,'a',{{get:()=>h}});{LEAD}}}}}])", "a"),
    ],
)
def test_every_bundlers_way_to_export(code: str, key: str) -> None:
    module = "bundle:1" if "[,function" in code else "bundle:9"
    assert exported(code) == [((module, key), "fbq")]


@pytest.mark.parametrize(
    "code",
    [
        f"x.d(t,{{a:()=>h}});{LEAD}",
        f"push([[5],{{9(e,t,n){{{LEAD}h('Lead')}}}}])",
        f"push([[5],{{9(e,t,n){{o.a=h;{LEAD}}}}}])",
        f"push([[5],{{9(e,t,n){{!function(t){{t.a=h}}({{}});{LEAD}}}}}])",
    ],
)
def test_what_is_no_export_of_a_module(code: str) -> None:
    assert exported(code) == []


def test_a_module_exports_what_another_of_the_bundle_offers() -> None:
    relay = Relay(("a",), "fbq", (Constant("track", Span(0, 0)), Argument("", Span(0, 0), index=0)), Span(0, 9))
    code = "push([[5],{9(e,t,n){n.d(t,{b:()=>i.a});var i=n(12)}}])"
    assert exported(code, **{"12": Exports(relays=(relay,))}) == [(("bundle:9", "b"), "bundle:12#default.a")]
