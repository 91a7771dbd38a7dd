"""Elements of AMP pages that send by themselves: vendor by type, ID and events by the JSON within."""

from __future__ import annotations

import pytest

from pixelgate.facts import extract
from pixelgate.vendors import catalog


def drawn(text: str) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    found = extract("a.html", text.encode(), catalog.load()).sightings
    return [
        (one.vendor, str(one.kind), one.id, one.event, tuple(f"{p.name}={p.category}" for p in one.parameters))
        for one in found
    ]


def page(kind: str, settings: str) -> str:
    return f"<amp-analytics type={kind}><script type=application/json>{settings}</script></amp-analytics>"


def test_triggers_are_events_with_their_variables() -> None:
    settings = (
        '{"vars": {"account": "UA-12345-1"}, "triggers": {"seen": {"on": "visible", "request": "pageview"},'
        ' "book": {"on": "click", "selector": "#b", "request": "event", "vars": {"eventCategory": "appointment",'
        ' "eventAction": "book"}}}}'
    )
    book = ("eventCategory=appointment", "eventAction=None")
    assert drawn(page("googleanalytics", settings)) == [
        ("universal-analytics", "emitter", "", "", ()),
        ("universal-analytics", "event", "UA-12345-1", "book", book),
        ("universal-analytics", "event", "UA-12345-1", "pageview", ()),
        ("universal-analytics", "init", "UA-12345-1", "", ()),
    ]


@pytest.mark.parametrize(
    ("kind", "settings", "expected"),
    [
        (
            "facebookpixel",
            '{"vars": {"pixelId": "123"}}',
            [("meta-pixel", "emitter", ""), ("meta-pixel", "init", "123")],
        ),
        ("segment", '{"vars": {"writeKey": "k"}}', [("segment", "emitter", ""), ("segment", "init", "k")]),
        ("metrika", "{}", [("yandex-metrica", "emitter", "")]),
        ("unheard", "{}", [("other:amp-analytics unheard", "emitter", "")]),
        ("gtag", "no JSON", [("google-analytics", "emitter", "")]),
        (
            "gtag",
            '{"triggers": [1, {"on": 2, "request": 3}]}',
            [("google-analytics", "emitter", ""), ("google-analytics", "event", "")],
        ),
        ("gtag", "[" * 100_000, [("google-analytics", "emitter", "")]),
    ],
)
def test_types_and_ids(kind: str, settings: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one[:3] for one in drawn(page(kind, settings))] == expected


def test_a_container_of_tag_manager_for_amp() -> None:
    text = "<amp-analytics config='https://www.googletagmanager.com/amp.json?id=GTM-ABC1234'></amp-analytics>"
    assert [one[:3] for one in drawn(text)] == [
        ("google-tag-manager", "init", "GTM-ABC1234"),
        ("google-tag-manager", "loader", "GTM-ABC1234"),
    ]


@pytest.mark.parametrize(
    ("text", "vendor", "kind"),
    [
        ('<amp-ad type="doubleclick" data-slot="/1/2"></amp-ad>', "other:Google/Doubleclick Ads", "iframe"),
        ('<amp-auto-ads type="adsense" data-ad-client="ca-pub-1"></amp-auto-ads>', "google-adsense", "iframe"),
        ('<amp-ad type="unheard-of"></amp-ad>', "other:amp-ad unheard-of", "emitter"),
        ('<amp-facebook-like data-href="/x"></amp-facebook-like>', "other:Facebook", "iframe"),
        ('<amp-youtube data-videoid="abc"></amp-youtube>', "youtube-embed", "iframe"),
    ],
)
def test_components_bring_whom_they_are_named_after(text: str, vendor: str, kind: str) -> None:
    assert [(one[0], one[1]) for one in drawn(text)] == [(vendor, kind)]


def test_a_component_of_ones_own_brings_nobody() -> None:
    assert drawn("<amp-carousel></amp-carousel><amp-ad></amp-ad>") == []
