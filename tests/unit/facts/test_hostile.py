"""Input that is made to hang what looks for values, helpers and forwards in the text of a file."""

from __future__ import annotations

import time

import pytest

from pixelgate import facts
from pixelgate.vendors import catalog

MANY = 100_000
EVENT = "<script>fbq('track', 'X', {{v: document.getElementById('a').{}}})</script>"
SEND = "<script>function send(v) { fbq('track', 'X', {v: v.why}) }</script>"
EVENTS = "fbq('track', 'X', {v: b.c})," * 50
SNIPPET = "SNIPPET = '<script src=https://www.google-analytics.com/ga.js></script>'\n"
CASES = {
    "ids without a tag": ("a.html", EVENT.format("textContent") + "id=a " * (MANY // 5)),
    "a tag that nobody ends": ("a.html", EVENT.format("dataset.b") + "<" + "a" * MANY),
    "a handler with spaces": (
        "a.vue",
        f"<form @submit='send{' ' * MANY}!'></form>{SEND}",
    ),
    "holes in one statement": (
        "a.html",
        f"<script>var a = {'{{x}},' * (MANY // 6)}\n{EVENTS}</script>",
    ),
    "spaces behind a name": ("a.py", f"{SNIPPET}a,{' ' * MANY}x"),
    "spaces behind a matcher": (
        "middleware.ts",
        f"import 'express'; fbq('init', '1'); url.hostname = pathname; matcher:{' ' * MANY}x",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_hostile_input_ends_soon(name: str) -> None:
    path, text = CASES[name]
    known = catalog.load()
    start = time.process_time()
    facts.extract(path, text.encode(), known)
    assert time.process_time() - start < 20
