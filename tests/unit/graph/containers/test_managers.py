"""Containers of each manager on the pages that load them: by ID, by a server, by the host, or in parts."""

from __future__ import annotations

import json

from tests.spec.conftest import TODAY, concise

from pixelgate.findings.terms import Terms
from pixelgate.manifest import Known, load_manifest
from pixelgate.pipeline import check
from pixelgate.tree import MemoryTree
from pixelgate.vendors.catalog import load

VENDORS = load()
MANIFEST = """
version = 1
[site]
origins = ["https://www.example-health.org"]
{containers}
[[route]]
path = "/portal/labs"
access = "authenticated"
phi = ["result"]
pages = ["labs.html"]
[[route]]
path = "/symptoms"
access = "public"
phi = ["condition", "message"]
pages = ["symptoms.html"]
"""


def found(loader: str, files: dict[str, str], *, containers: str = "") -> list[str]:
    """Return the findings about containers, without the places in their files."""
    page = f"<!doctype html><title>x</title>{loader}"
    tree = {"labs.html": page, "symptoms.html": page, **files}
    known = Known(frozenset(VENDORS.vendors), {})
    manifest = load_manifest(MANIFEST.format(containers=containers).encode(), "pixelgate.toml", known)
    report = check(MemoryTree({path: text.encode() for path, text in tree.items()}), manifest, VENDORS, Terms(TODAY))
    lines = [concise(one) for one in report.findings if one.rule.code in {"PG107", "PG202", "PG203", "PG205"}]
    return [f"{line.partition(':')[0]} {line.partition(' ')[2]}" for line in lines]


GTM = '<script src="https://www.googletagmanager.com/gtm.js?id=GTM-WEB1234"></script>'
ALWAYS = {"triggerId": "7", "name": "All", "type": "always"}


def server(**more: object) -> str:
    tag = {"name": "Relay", "type": "sgtmgaaw", "firingTriggerId": ["7"], "parameter": []}
    held = {
        "containerVersionId": "3",
        "container": {"publicId": "GTM-SRV1234", "usageContext": ["SERVER"]},
        "tag": [tag],
        "trigger": [ALWAYS],
        **more,
    }
    return json.dumps({"exportFormatVersion": 2, "containerVersion": held})


def test_a_server_that_hands_out_the_container_of_the_page() -> None:
    client = {"type": "gtm_client", "parameter": [{"key": "allowedContainerIds", "value": "GTM-WEB1234"}]}
    said = "server.json PG107 error google-analytics -> /portal/labs, /symptoms"
    assert found(GTM, {"server.json": server(client=[client])}) == [said]
    assert found(GTM, {"server.json": server()}) == []


def test_a_server_that_a_tag_of_the_page_sends_to() -> None:
    config = "gtag('config', 'G-ABC1234567', {server_container_url: 'https://s.example-health.org'});"
    loader = (
        f'<script src="https://www.googletagmanager.com/gtag/js?id=G-ABC1234567"></script><script>{config}</script>'
    )
    said = "server.json PG107 error google-analytics -> /portal/labs, /symptoms"
    assert found(loader, {"server.json": server()}) == [said]


def test_destinations_of_segment() -> None:
    key = "AbCdEfGhIjKlMnOpQrStUvWxYz012345"
    settings = {"Segment.io": {"apiKey": key}, "Facebook Pixel": {"pixelId": "1"}, "Actions Amplitude": {}, "Odd": {}}
    loader = f"<script>analytics.load('{key}'); analytics.page();</script>"
    assert found(loader, {"settings.json": json.dumps({"integrations": settings})}) == [
        "settings.json PG107 error meta-pixel -> /portal/labs, /symptoms",
        "settings.json PG107 error amplitude -> /portal/labs, /symptoms",
        "settings.json PG107 error unknown:Odd -> /portal/labs, /symptoms",
    ]


TEALIUM = '<script src="https://tags.tiqcdn.com/utag/clinic/main/prod/utag.js"></script>'
LOADER = (
    "utag.o['clinic.main']=utag;utag.cond={2:0};utag.loader.loadrules=function(){"
    "try{utag.cond[2]|=(utag.data['dom.pathname'].toString().indexOf('/portal')<0)}catch(e){};};"
    'utag.loader.initcfg=function(){utag.loader.cfg={"28":{load:utag.cond[2],send:1,tid:6026}};};'
)
SENDER = (
    'try{(function(id,loader){var u={};utag.o[loader].sender[id]=u;u.map={"visit_reason":"content_name"};'
    "u.send=function(a,b){fbq('init','123456789012345');fbq('track','Lead',{});};})('28','clinic.main');}catch(e){}"
)


def test_a_tag_of_tealium_whose_code_stands_in_another_file() -> None:
    assert found(TEALIUM, {"t/utag.js": LOADER, "t/utag.28.js": SENDER}) == [
        "t/utag.28.js PG107 error meta-pixel Lead -> /symptoms",
    ]
    silent = SENDER.replace("fbq('init','123456789012345');fbq('track','Lead',{});", "u.data={};")
    assert found(TEALIUM, {"t/utag.js": LOADER, "t/utag.28.js": silent}) == [
        "t/utag.js PG107 error meta-pixel -> /symptoms"
    ]
    strange = LOADER.replace("6026", "20010")
    assert found(TEALIUM, {"t/utag.js": strange, "t/utag.28.js": silent}) == [
        "t/utag.js PG107 error unknown:20010 -> /symptoms"
    ]
    assert found(TEALIUM, {"t/utag.js": LOADER}) == ["t/utag.js PG107 error meta-pixel -> /symptoms"]


def test_a_tag_of_tealium_that_keeps_its_address_in_a_setting() -> None:
    code = (
        "//tealium universal tag - utag.sender.99999 ut4.0.202601010000, Copyright\n"
        "try{(function(id,loader,u){u=utag.o[loader].sender[id]={};u.send=function(a,b){"
        'u.data={"base_url":"//platform.twitter.com/oct.js"};utag.ut.libloader2({src:u.data.base_url});'
        "};})('28','clinic.main');}catch(e){}"
    )
    assert found(TEALIUM, {"t/utag.js": LOADER, "t/utag.28.js": code}) == [
        "t/utag.28.js PG107 error x-pixel -> /symptoms",
    ]


def test_what_the_page_tells_a_tag_of_tealium() -> None:
    page = (
        '<label for="reason">Reason for visit</label><textarea id="reason"></textarea>'
        "<script>var utag_data = {visit_reason: document.getElementById('reason').value};</script>"
    )
    assert found(f"{page}{TEALIUM}", {"t/utag.js": LOADER, "t/utag.28.js": SENDER}) == [
        "labs.html PG202 error tealium utag_data -> /portal/labs",
        "symptoms.html PG202 error tealium utag_data -> /symptoms",
        "t/utag.28.js PG107 error meta-pixel Lead -> /symptoms",
        "t/utag.28.js PG202 error meta-pixel Lead -> /symptoms",
    ]


def zaraz(**settings: object) -> str:
    outside = {"match": "{{ system.page.url.pathname }}", "op": "STARTS_WITH", "value": "/portal"}
    seen = {"match": "{{ client.__zarazTrack }}", "op": "EQUALS", "value": "Pageview"}
    triggers = {"Pageview": {"loadRules": [seen]}, "P": {"loadRules": [outside]}}
    action = {"firingTriggers": ["Pageview"], "blockingTriggers": ["P"], "data": {}}
    tool = {"name": "Pixel", "component": "facebook-pixel", "enabled": True, "actions": {"x": action}}
    return json.dumps({"zarazVersion": 44, "tools": {"a": tool}, "triggers": triggers, "settings": settings})


def test_zaraz_is_on_every_page_that_its_host_puts_it_into() -> None:
    assert found("", {"zaraz.json": zaraz()}) == ["zaraz.json PG107 error meta-pixel -> /symptoms"]
    assert found("", {"zaraz.json": zaraz(autoInjectScript=False)}) == []
    loader = '<script src="/cdn-cgi/zaraz/i.js"></script>'
    assert found(loader, {"zaraz.json": zaraz(autoInjectScript=False)}) == [
        "zaraz.json PG107 error meta-pixel -> /symptoms"
    ]


def test_the_manifest_names_the_file_of_a_container_that_does_not_tell_its_id() -> None:
    rule = {"id": "RL00000001", "type": "rules", "attributes": {"name": "All", "enabled": True}}
    related = {"rules": {"data": [{"id": "RL00000001", "type": "rules"}]}}
    parts = [
        ("RC00000001", "core::events::library-loaded", "{}"),
        ("RC00000002", "facebook-pixel::actions::page-view", "{}"),
    ]
    components = [
        {"id": one, "type": "rule_components", "attributes": {"delegate_descriptor_id": what, "settings": settings},
         "relationships": related}
        for one, what, settings in parts
    ]  # fmt: skip
    dump = {"data": [rule, *components]}
    loader = "".join(
        f'<script src="https://assets.adobedtm.com/launch-EN{n}.min.js"></script>' for n in ("1a2b3c", "9z")
    )
    files = {"a.json": json.dumps(dump), "b.json": json.dumps(dump)}
    said = ["a.json PG107 error meta-pixel -> /portal/labs, /symptoms"]
    assert found(loader, files) == []
    assert found(loader, files, containers='containers = { "EN1a2b3c" = "a.json" }') == said
    assert found(loader, {"a.json": json.dumps(dump)}) == said
