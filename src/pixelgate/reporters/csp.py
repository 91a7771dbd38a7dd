"""A Content Security Policy in the syntax of whatever sends it."""

from __future__ import annotations

import json
from collections.abc import Callable

from pixelgate.findings.tight import NONCE, Tight
from pixelgate.reporters import clean
from pixelgate.reporters.tally import plural
from pixelgate.source import Location

NAME = "Content-Security-Policy"


def render(tight: Tight, path: str, syntax: str) -> str:
    """Return the policy in one of :data:`SYNTAXES`; ``path`` begins the paths that it is sent with."""
    return SYNTAXES[syntax](path, clean.plain(tight.text, 100_000))


def _rule(rule: object) -> str:
    return json.dumps(rule, indent=2) + "\n"


def _iis(path: str, policy: str) -> str:
    value = policy.replace("&", "&amp;").replace('"', "&quot;")
    return (
        f'<location path="{path.strip("/")}">\n  <system.webServer><httpProtocol><customHeaders>\n'
        f'    <remove name="{NAME}" />\n    <add name="{NAME}" value="{value}" />\n'
        "  </customHeaders></httpProtocol></system.webServer>\n</location>\n"
    )


def _for_meta(policy: str) -> str:
    """Leave out what a browser ignores in a ``<meta>`` (WHATWG HTML, "Content security policy state")."""
    kept = [part for part in policy.split("; ") if not part.startswith(("frame-ancestors", "report-uri", "sandbox"))]
    return "; ".join(kept).replace('"', "&quot;")


SYNTAXES: dict[str, Callable[[str, str], str]] = {
    "header": lambda _, policy: f"{NAME}: {policy}\n",
    "nginx": lambda path, policy: f'location {path} {{\n    add_header {NAME} "{policy}" always;\n}}\n',
    "apache": lambda path, policy: f'<Location "{path}">\n    Header always set {NAME} "{policy}"\n</Location>\n',
    "caddy": lambda path, policy: f'header {path}* {NAME} "{policy}"\n',
    "iis": _iis,
    "_headers": lambda path, policy: f"{path}*\n  {NAME}: {policy}\n",
    "netlify": lambda path, policy: f'[[headers]]\n  for = "{path}*"\n  [headers.values]\n    {NAME} = "{policy}"\n',
    "vercel": lambda path, policy: _rule({"source": f"{path}(.*)", "headers": [{"key": NAME, "value": policy}]}),
    "firebase": lambda path, policy: _rule({"source": f"{path}**", "headers": [{"key": NAME, "value": policy}]}),
    "azure": lambda path, policy: _rule({"route": f"{path}*", "headers": {NAME: policy}}),
    "next": lambda path, policy: _rule({"source": f"{path}(.*)", "headers": [{"key": NAME, "value": policy}]}),
    "meta": lambda _, policy: f'<meta http-equiv="{NAME}" content="{_for_meta(policy)}">\n',
}
"""What sends a policy -> how it is written there."""


def remarks(tight: Tight) -> str:
    """Return what whoever sends the policy must know, in lines."""
    lines = []
    if tight.kept_out:
        lines.append(f"shuts out: {', '.join(tight.kept_out)}")
    if tight.nonces:
        lines.append(
            f"{plural(len(tight.nonces), 'script')} made by a template: put a fresh {NONCE} into policy and element,"
            f" first {_place(tight.nonces[0])}"
        )
    if tight.handlers:
        lines.append(
            f"{plural(len(tight.handlers), 'inline handler')} that this policy stops: use addEventListener, first"
            f" {_place(tight.handlers[0])}"
        )
    return "".join(f"{clean.plain(line, 1000)}\n" for line in lines)


def _place(location: Location) -> str:
    return f"{location.path}:{location.line}"
