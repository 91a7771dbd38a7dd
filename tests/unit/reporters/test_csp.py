"""A policy in every syntax; what pixelgate writes, it reads."""

from __future__ import annotations

import pytest

from pixelgate.facts.headers import policies
from pixelgate.findings.tight import NONCE, Tight
from pixelgate.reporters.csp import SYNTAXES, remarks, render
from pixelgate.source import Location, Source

POLICY = Tight((("default-src", ("'self'",)), ("script-src", ("'self'", "https://a.example", "'sha256-x+/='"))))
FILES = {
    "nginx": "nginx.conf",
    "apache": ".htaccess",
    "caddy": "Caddyfile",
    "iis": "web.config",
    "_headers": "_headers",
    "netlify": "netlify.toml",
}
RULES = {"vercel": "vercel.json", "firebase": "firebase.json", "azure": "staticwebapp.config.json"}


@pytest.mark.parametrize("syntax", FILES)
def test_what_is_written_is_read(syntax: str) -> None:
    text = render(POLICY, "/portal/", syntax)
    (found,) = [policy for policy in policies(Source(FILES[syntax], text)) if policy.text]
    assert found.text == POLICY.text
    assert found.scope
    assert "portal" in found.scope.text


@pytest.mark.parametrize("syntax", RULES)
def test_rules_of_hosts_are_read_in_their_place(syntax: str) -> None:
    rule = render(POLICY, "/portal/", syntax)
    whole = f'{{"routes": [{rule}]}}' if syntax == "azure" else f'{{"headers": [{rule}]}}'
    (found,) = policies(Source(RULES[syntax], whole))
    assert (found.text, found.scope and "portal" in found.scope.text) == (POLICY.text, True)


def test_the_plain_forms() -> None:
    assert render(POLICY, "/", "header") == f"Content-Security-Policy: {POLICY.text}\n"
    framed = Tight((*POLICY.directives, ("frame-ancestors", ("'self'",))))
    assert render(framed, "/", "meta") == f'<meta http-equiv="Content-Security-Policy" content="{POLICY.text}">\n'


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_no_control_character_gets_out(syntax: str) -> None:
    hostile = Tight((("script-src", ("https://a\x1b[31m.example\n",)),))
    assert "\x1b" not in render(hostile, "/", syntax)


def test_remarks() -> None:
    place = Location("a.html", 7)
    said = remarks(Tight((), ("Hotjar", "Meta Pixel"), (place,), (place, place)))
    assert said.splitlines() == [
        "shuts out: Hotjar, Meta Pixel",
        f"1 script made by a template: put a fresh {NONCE} into policy and element, first a.html:7",
        "2 inline handlers that this policy stops: use addEventListener, first a.html:7",
    ]
    assert remarks(POLICY) == ""
