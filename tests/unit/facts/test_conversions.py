"""Code of servers that tells vendors: by endpoint and by package, with the event and the data of the body."""

from __future__ import annotations

import pytest

from pixelgate.facts import extract
from pixelgate.facts.model import Sighting, SightingKind
from pixelgate.vendors import catalog

IMPORT = 'import https from "node:https";\n'


def told(code: str, path: str = "server/a.mjs") -> list[Sighting]:
    found = extract(path, code.encode(), catalog.load()).sightings
    return [one for one in found if one.kind is SightingKind.CONVERSION]


def drawn(code: str, path: str = "server/a.mjs") -> list[str]:
    """Return place, vendor, ID, event and parameters with category, in one line each."""
    return [
        " ".join(
            (
                f"{one.location.line}:{one.location.column}",
                one.vendor,
                one.id or "-",
                one.event or "-",
                *(f"{p.name}={p.category or '-'}" for p in one.parameters),
            )
        )
        for one in told(code, path)
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            (
                "fetch(`https://graph.facebook.com/v21.0/${PIXEL}/events?access_token=${TOKEN}`, {body: JSON.stringify("
                "{data: [{event_name: 'Lead', user_data: {em: [sha(mail)], ph: tel}, custom_data: {doctor}}]})})"
            ),
            "1:7 meta-pixel {PIXEL} Lead event_name=- em=contact ph=contact doctor=provider",
        ),
        (
            (
                "axios.post('https://business-api.tiktok.com/open_api/v1.3/event/track/', "
                "{data: [{event: 'Schedule', user: {email: h}}]}, {headers: {}})"
            ),
            "1:12 tiktok-pixel - Schedule event=- email=contact",
        ),
        (
            (
                "fetch('https://api.linkedin.com/rest/conversionEvents', {body: JSON.stringify("
                "{conversion: 'urn:1', user: {userIds: [{idType: 'SHA256_EMAIL', idValue: h}]}})})"
            ),
            "1:7 linkedin-insight - urn:1 conversion=- idType=- idValue=-",
        ),
        (
            "fetch('https://tr.snapchat.com/v3/p1/events', {body: JSON.stringify({data: [{event_name: 'SIGN_UP'}]})})",
            "1:7 snap-pixel p1 SIGN_UP event_name=-",
        ),
        (
            "got.post('https://api.pinterest.com/v5/ad_accounts/5/events', {json: {data: [{event_name: 'lead'}]}})",
            "1:10 pinterest-tag - lead event_name=-",
        ),
        (
            (
                "const body = {events: [{event_type: {tracking_type: 'Lead'}, user: {email: h}}]};"
                "fetch('https://ads-api.reddit.com/api/v2.0/conversions/events/a2_x', {body: JSON.stringify(body)})"
            ),
            "1:88 reddit-pixel a2_x Lead tracking_type=- email=contact",
        ),
        (
            "fetch('https://capi.uet.microsoft.com/v1/97/events', {body: JSON.stringify({eventName: 'book'})})",
            "1:7 microsoft-uet - book eventName=-",
        ),
        (
            "fetch('https://ads-api.x.com/12/measurement/conversions/o8', {body: JSON.stringify({conversion_id: 1})})",
            "1:7 x-pixel o8 1 conversion_id=-",
        ),
        (
            (
                "import {Analytics} from '@segment/analytics-node';\nconst a = new Analytics({writeKey: 'k'});\n"
                "a.identify({userId: u.id, traits: {email: u.email}});"
            ),
            "3:1 segment - identify userId=identity traits=-",
        ),
        (
            "const Mixpanel = require('mixpanel');\nMixpanel.init('t').track('booked', {distinct_id: id, doctor: d});",
            "2:1 mixpanel - booked distinct_id=- doctor=provider",
        ),
        (
            (
                "import {TrackClient} from 'customerio-node';\n"
                "new TrackClient('s').track(u.id, {name: 'visit', data: {drug: d}})"
            ),
            "2:1 customer-io - visit id=identity drug=medication",
        ),
    ],
)
def test_endpoints_and_packages(code: str, expected: str) -> None:
    assert expected in drawn(code)


def test_setters_in_any_order_are_calls_on_one_object() -> None:
    code = (
        "const sdk = require('facebook-nodejs-business-sdk');\n"
        "const u = new sdk.UserData().setFbp('fb.1').setEmails([user.email]);\n"
        "new sdk.ServerEvent().setUserData(u).setEventName('Schedule');\n"
    )
    assert drawn(code) == [
        "2:11 meta-pixel - - fbp=device",
        "2:11 meta-pixel - - em=contact",
        "3:1 meta-pixel - Schedule",
    ]


def test_an_address_in_parts_counts_beside_the_end_of_the_path_and_a_key() -> None:
    parts = "https.request({hostname: 'graph.facebook.com', path: '/v21.0/1/events'}).end(x);"
    assert drawn(f"{IMPORT}{parts} send({{event_name: 'Lead'}})") == ["2:26 meta-pixel - -"]
    assert drawn(f"{IMPORT}{parts}") == []
    assert drawn(f"{IMPORT}https.request({{hostname: 'graph.facebook.com', path: '/me'}})") == []


def test_what_browsers_send_to_as_well_is_told_by_where_the_code_runs() -> None:
    code = "fetch('https://api.segment.io/v1/track', {body: JSON.stringify({userId: id, event: 'Booked'})})"
    assert drawn(f"{IMPORT}{code}", "lib/a.mjs") == ["2:7 segment - Booked userId=identity event=-"]
    [browser] = extract("lib/a.mjs", code.encode(), catalog.load()).sightings
    assert browser.kind is SightingKind.BEACON


@pytest.mark.parametrize(
    "path",
    [
        "app/api/track/route.ts",
        "src/routes/x/+server.ts",
        "pages/api/x.js",
        "netlify/functions/x.mjs",
        "lib/x.server.ts",
    ],
)
def test_places_of_servers(path: str) -> None:
    code = "fetch('https://www.google-analytics.com/mp/collect?measurement_id=G-ABC', {body: b})"
    assert [line.split(" ")[1:3] for line in drawn(code, path)] == [["google-analytics", "G-ABC"]]


def test_an_address_of_the_sites_own_that_passes_on() -> None:
    knowing = catalog.load().passing({"meta-pixel": ("*/api/track",)})
    code = "fetch(`/api/track`, {method: 'POST', body: JSON.stringify({event: 'Lead', email: form.email.value})})"
    [one] = extract("a.js", code.encode(), knowing).sightings
    assert (one.vendor, one.kind, one.event, one.url) == ("meta-pixel", SightingKind.RELAY, "Lead", "/api/track")
    assert [(p.name, p.source) for p in one.parameters] == [("event", "literal"), ("email", "form-field")]
    assert extract("a.js", code.encode(), catalog.load()).sightings == ()
    assert extract("a.js", b"fetch('/api/tracks')", knowing).sightings == ()


def test_a_body_that_holds_itself_or_is_deep_ends() -> None:
    deep = "{a:" * 300 + "1" + "}" * 300
    assert len(told(f"fetch('https://graph.facebook.com/v21.0/1/events', {{body: JSON.stringify({deep})}})")) == 1
    wide = ",".join(f"k{n}: v{n}" for n in range(500))
    [one] = told(f"fetch('https://graph.facebook.com/v21.0/1/events', {{body: JSON.stringify({{{wide}}})}})")
    assert len(one.parameters) == 64


PASSING = catalog.load().passing({"segment": ["*/api/collect"]})


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('import { post } from "./http"; const f = () => post("/collect", {event: "x"});', [("x", "/api/collect")]),
        ('const api = axios.create({baseURL: "/api"}); api.post("/collect", {event: "x"});', [("x", "/api/collect")]),
        (
            'const api = axios.create({baseURL: "https://a.org/api/"}); api.post("/collect", {event: "x"});',
            [("x", "/api/collect")],
        ),
        (
            'const api = axios.create({baseURL: HOST + "/v2"}); api.post("/collect", {event: "x"});',
            [("x", "/api/collect")],
        ),
        ('const api = axios.create({baseURL: "/v2"}); api.post("/collect", {event: "x"});', []),
        ('const api = ky.create({prefixUrl: "/api"}); api("collect", {json: {event: "x"}});', [("x", "/api/collect")]),
        ('import { BASE } from "./b"; fetch(BASE + "/collect", {body: {event: "x"}});', [("x", "/api/collect")]),
        ('const BASE = "/api"; fetch(BASE + "/collect", {method: "POST", body: "x"});', [("", "/api/collect")]),
        ('router.push("/collect", {event: "x"});', []),
        ('post("/collect");', []),
        ('post("/recollect", {event: "x"});', []),
        ('const express = require("express"); app.post("/collect", (req, res) => res.json({}));', []),
    ],
)
def test_a_client_that_is_handed_the_end_of_an_address(code: str, expected: list[tuple[str, str]]) -> None:
    found = extract("lib/a.ts", code.encode(), PASSING).sightings
    assert [(one.event, one.url) for one in found if one.kind is SightingKind.RELAY] == expected
