"""Every form in which a Content Security Policy is written: text, place, paths, and which of several counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.facts.headers import policies, reads
from pixelgate.facts.model import CONTENT
from pixelgate.source import Source

PAGE = Path(__file__).with_name("forms.md")
FORM = re.compile(
    r"^## (?P<title>.+)\n\n`(?P<path>.+)`:\n\n```\w*\n(?P<text>(?s:.*?))```\n\n```policies\n(?P<told>(?s:.*?))```$",
    re.MULTILINE,
)
FORMS = {found["title"]: found for found in FORM.finditer(PAGE.read_text("utf-8"))}


def told(path: str, text: str) -> str:
    """Return a line for every policy: its own line, kind and text of its scope, and what it says."""
    lines = []
    for policy in policies(Source(path, text)):
        scope = f"{policy.scope.kind} {policy.scope.text}".strip() if policy.scope else ""
        header = "" if policy.header == CONTENT else f"{policy.header}: "
        lines.append(f"{policy.location.line} {scope} | {header}{' '.join(policy.text.split())}\n")
    return "".join(lines)


@pytest.mark.parametrize("title", FORMS)
def test_forms(title: str, request: pytest.FixtureRequest) -> None:
    form = FORMS[title]
    said = told(form["path"], form["text"])
    if request.config.getoption("--update", default=False):
        page = PAGE.read_text("utf-8")
        at = page.index("```policies\n", page.index(f"## {title}\n")) + len("```policies\n")
        PAGE.write_text(page[:at] + said + page[page.index("```", at) :], "utf-8")
    else:
        assert said == form["told"]


@pytest.mark.parametrize(
    "name", ["nginx.conf", ".htaccess", "Caddyfile", "web.config", "_headers", "vercel.json", "x.yaml"]
)
def test_configurations_are_read(name: str) -> None:
    assert reads(f"deploy/{name}")


NAMES = [
    "nginx.conf",
    ".htaccess",
    "Caddyfile",
    "web.config",
    "_headers",
    "netlify.toml",
    "vercel.json",
    "i.yaml",
    "a.js",
    "a.py",
]
PIECES = [
    "Content-Security-Policy",
    " ",
    "\n",
    '"',
    "'",
    "{",
    "}",
    "<add name=",
    "csp",
    "Referrer-Policy",
    "unsafe-url",
    "permissions-policy",
    "script-src",
    ":",
    ";",
    "[",
    "kind: Ingress",
    "\\",
    "`",
]


@given(st.sampled_from(NAMES), st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30))
def test_no_text_is_too_strange(name: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    for policy in policies(Source(name, text)):
        assert policy.location.line <= text.count("\n") + 1


def test_deep_and_long_configurations_take_no_longer_than_they_are() -> None:
    policies(Source("nginx.conf", "a {" * 50_000 + 'add_header Content-Security-Policy "x";'))
    policies(Source("a.js", "csp " + "/*" * 100_000))
    policies(Source(".htaccess", "content-security-policy" + "<Location " * 50_000))
    policies(Source("web.config", "content-security-policy" + "<add " * 50_000))
