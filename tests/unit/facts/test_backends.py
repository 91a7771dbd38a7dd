"""Code of back ends that tells vendors, in any language: by address and by package, from the text."""

from __future__ import annotations

import pytest

from pixelgate.facts import extract
from pixelgate.facts.model import SightingKind
from pixelgate.vendors import catalog

META = "https://graph.facebook.com/v21.0/"


def drawn(path: str, text: str) -> list[str]:
    found = extract(path, text.encode(), catalog.load()).sightings
    return [
        " ".join((f"{one.location.line}:{one.location.column}", one.vendor, one.id or "-", one.event or "-"))
        + "".join(f" {p.name}={p.category}" for p in one.parameters)
        for one in found
        if one.kind is SightingKind.CONVERSION
    ]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "a.py",
            f'requests.post(f"{META}{{PIXEL}}/events", json={{"data": [{{"event_name": "Lead", "em": [h]}}]}})',
            ["1:17 meta-pixel - Lead em=contact"],
        ),
        (
            "a.rb",
            f"HTTParty.post(\"{META}#{{id}}/events\", body: {{ data: [{{ event_name: 'Lead', ph: h }}] }})",
            ["1:16 meta-pixel - Lead ph=contact"],
        ),
        (
            "a.php",
            f"<?php $client->post('{META}123/events', ['json' => ['data' => [['event_name' => 'Lead', 'fn' => $n]]]]);",
            ["1:22 meta-pixel 123 Lead fn=identity"],
        ),
        (
            "A.java",
            'class A { void a() { post("https://business-api.tiktok.com/open_api/v1.3/event/track/"); } }',
            ["1:28 tiktok-pixel - -"],
        ),
        ("A.cs", f'class A {{ void B() {{ Post("{META}1/events"); }} }}', ["1:28 meta-pixel 1 -"]),
        ("a.py", "from facebook_business.adobjects import user", ["1:1 meta-pixel - -"]),
        ("a.rb", "require 'mixpanel-ruby'", ["1:1 mixpanel - -"]),
        ("a.php", "<?php\nuse FacebookAds\\Object\\ServerSide\\Event;", ["2:1 meta-pixel - -"]),
        ("a.py", f'# requests.post("{META}1/events")', []),
        ("a.py", 'requests.get("https://graph.facebook.com/me")', []),
        ("a.py", "import mixpanels", []),
        ("a.php", '<img src="https://www.google-analytics.com/collect?v=1&tid=UA-1-1">', []),
        ("tests/test_a.py", "", []),
    ],
)
def test_addresses_and_packages(path: str, text: str, expected: list[str]) -> None:
    assert drawn(path, text) == expected
