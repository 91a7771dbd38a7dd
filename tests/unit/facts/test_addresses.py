"""Every way in which a page names an address of a vendor is a sighting of the kind that the browser makes of it."""

from __future__ import annotations

import pytest

from pixelgate.facts import extract
from pixelgate.vendors import catalog

LOADER = "https://connect.facebook.net/en_US/fbevents.js"
BEACON = "https://www.facebook.com/tr?id=1234567890&ev=PageView"

CASES: dict[str, tuple[str, str, str]] = {
    "SVG script": ("a.html", f"<svg><script href='{LOADER}'/></svg>", "loader 1:14"),
    "SVG script, old": ("a.html", f"<svg><script xlink:href='{LOADER}'/></svg>", "loader 1:14"),
    "SVG image": ("a.html", f"<svg><image href='{BEACON}'/></svg>", "beacon 1:13"),
    "static import": ("a.js", f"import '{LOADER}'", "loader 1:8"),
    "named import": ("a.js", f"import fb from '{LOADER}'", "loader 1:16"),
    "re-export": ("a.js", f"export * from '{LOADER}'", "loader 1:15"),
    "dynamic import": ("a.js", f"import('{LOADER}')", "loader 1:8"),
    "worker": ("a.js", f"new Worker('{LOADER}')", "loader 1:12"),
    "import map": (
        "a.html",
        f'<script type="importmap">{{"imports": {{"x": "{LOADER}"}}}}</script>',
        "loader 1:45",
    ),
    "srcset": ("a.html", f"<img srcset='a.png 1x, {BEACON} 2x'>", "beacon 1:6"),
    "source": ("a.html", f"<picture><source srcset='{BEACON}'></picture>", "beacon 1:18"),
    "preloaded set": ("a.html", f"<link rel=preload as=image imagesrcset='{BEACON}'>", "beacon 1:28"),
    "poster": ("a.html", f"<video poster='{BEACON}'></video>", "beacon 1:8"),
    "background": ("a.html", f"<table background='{BEACON}'></table>", "beacon 1:8"),
    "style sheet": ("a.html", f"<style>a{{background:url({BEACON})}}</style>", "beacon 1:25"),
    "style attribute": ("a.html", f"<p style=\"background:url('{BEACON}')\">", "beacon 1:27"),
    "image set": ("a.html", f"<style>a{{background:image-set('{BEACON}' 1x)}}</style>", "beacon 1:32"),
    "escaped style": (
        "a.html",
        "<style>a{background:url(https://www.faceb\\6fok.com/tr?id=1&ev=PageView)}</style>",
        "beacon 1:25",
    ),
    "refresh": ("a.html", f"<meta http-equiv=refresh content='0;url={BEACON}'>", "beacon 1:26"),
    "ping": ("a.html", f"<a href=/x ping='/own {BEACON}'>x</a>", "beacon 1:12"),
    "ping of an area": ("a.html", f"<area href=/x ping='{BEACON}'>", "beacon 1:15"),
    "attribution": ("a.html", f"<img src=/a.png attributionsrc='{BEACON}'>", "beacon 1:17"),
    "prefetch": ("a.html", f"<link rel=prefetch href='{BEACON}'>", "hint 1:20"),
    "speculation": (
        "a.html",
        f'<script type=speculationrules>{{"prefetch": [{{"urls": ["{BEACON}"]}}]}}</script>',
        "hint 1:56",
    ),
    "AMP's own request": (
        "a.html",
        f'<amp-analytics><script type=application/json>{{"requests": {{"a": "{BEACON}"}}}}</script></amp-analytics>',
        "beacon 1:66",
    ),
    "worklet": ("a.js", f"audio.audioWorklet.addModule('{LOADER}')", "loader 1:30"),
    "percent": ("a.html", "<script src='https://connect%2Efacebook%2Enet/en_US/fbevents.js'></script>", "loader 1:9"),
}


@pytest.mark.parametrize(("path", "text", "seen"), CASES.values(), ids=CASES)
def test_an_address_is_a_sighting(path: str, text: str, seen: str) -> None:
    found = extract(path, text.encode(), catalog.load()).sightings
    assert [f"{one.vendor} {one.kind} {one.location.line}:{one.location.column}" for one in found] == [
        f"meta-pixel {seen}"
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<script>new WebSocket('wss://live.example.net/c')</script>", "connect"),
        ("<script>new WebTransport('https://live.example.net/c')</script>", "connect"),
        ("<script>new EventSource('https://live.example.net/c')</script>", "connect"),
        ("<script>CSS.paintWorklet.addModule('https://live.example.net/w.js')</script>", "script"),
        ("<link rel=manifest href='https://live.example.net/m.json'>", "connect"),
        ("<link rel=preconnect href='https://live.example.net'>", "hint"),
        ("<link rel=prerender href='https://live.example.net/next'>", "ahead"),
        ("<portal src='https://live.example.net/next'></portal>", "frame"),
        ("<amp-list src='https://live.example.net/l.json'></amp-list>", "connect"),
        ("<amp-analytics config='https://live.example.net/c.json'></amp-analytics>", "connect"),
        ("<amp-script src='https://live.example.net/s.js'></amp-script>", "script"),
        ('<script type=speculationrules>{"prerender": [{"urls": ["https:\\/\\/live.example.net"]}]}</script>', "ahead"),
    ],
)
def test_connections_of_kinds(text: str, kind: str) -> None:
    found = extract("a.html", text.encode(), catalog.load()).connections
    assert [(one.host, one.kind) for one in found] == [("live.example.net", kind)]


def test_an_escaped_host_is_the_same_host() -> None:
    found = extract("a.html", b"<img src='https://img%2Eexample%2Enet/a.png'>", catalog.load())
    assert [one.host for one in found.connections] == ["img.example.net"]


def test_a_comment_of_several_lines_hides_nothing_from_django() -> None:
    text = "{% load static %}{#\n<script>fbq('track', 'Lead')</script> #}"
    [sighting] = extract("a.html", text.encode(), catalog.load()).sightings
    assert (sighting.event, sighting.location.line) == ("Lead", 2)
    jinja = "{#\n<script>fbq('track', 'Lead')</script> #}{{ super() }}{% set a = 1 %}"
    assert extract("a.html", jinja.encode(), catalog.load()).sightings == ()
