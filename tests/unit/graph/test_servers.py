"""From an endpoint's handler to the calls that tell vendors: function by function, in the file and through imports."""

from __future__ import annotations

import importlib

import pytest
from tests.unit.graph.frameworks.scripted import found

from pixelgate.facts import extract
from pixelgate.facts.store import Facts
from pixelgate.graph.frameworks import Project
from pixelgate.graph.servers import Relay, Servers, addresses
from pixelgate.manifest.model import Site
from pixelgate.vendors import catalog

SENDS = "fetch('https://graph.facebook.com/v21.0/1/events', {body: JSON.stringify({event_name: 'Lead'})})"
PACKAGE = '{"dependencies": {"express": "4"}}'
build = importlib.import_module("pixelgate.graph.build")


def relays(files: dict[str, str]) -> tuple[Relay, ...]:
    files = {"package.json": PACKAGE, **files}
    facts = Facts({path: extract(path, text.encode(), catalog.load()) for path, text in files.items()})
    endpoints = found("express", "express", files).endpoints
    return Servers(Project(facts, build.resolver_of(Site(), facts, facts))).relays(endpoints)


def drawn(files: dict[str, str]) -> list[str]:
    return [
        f"{relay.address} {sighting.location.path}:{sighting.location.line} "
        + " ".join(f"{step.kind}@{step.location.path}:{step.location.line}" for step in steps)
        for relay in relays(files)
        for sighting, steps in relay.told
    ]


def test_only_the_handler_that_leads_there() -> None:
    code = (
        "const app = express();\n"
        "const told = () => {\n"
        f"  {SENDS};\n"
        "};\n"
        "function other() { return 1; }\n"
        "app.post('/book', (req, res) => { told(); res.json({}); });\n"
        "app.post('/other', (req, res) => { other(); res.json({}); });\n"
        "app.post('/calls', handle);\n"
        "async function handle(req, res) { await told(); }\n"
        f"app.post('/dd1', (req, res) => {{ {SENDS}; }});\n"
    )
    assert drawn({"app.js": code}) == [
        "*/book app.js:3 endpoint@app.js:6",
        "*/calls app.js:3 endpoint@app.js:8",
        "*/dd1 app.js:10 endpoint@app.js:10",
    ]


def test_through_modules_by_what_they_export() -> None:
    files = {
        "app.js": (
            "const app = express();\nconst { book } = require('./visits');\nconst visits = require('./visits');\n"
            "app.post('/book', book);\napp.post('/list', visits.list);\napp.post('/new', visits.Desk.open);\n"
        ),
        "visits.js": (
            "const capi = require('./capi');\nexports.book = async (req, res) => { await capi.report(req.body); };\n"
            "exports.list = (req, res) => res.json([]);\n"
        ),
        "capi.js": f"exports.report = (body) => {SENDS};\nexports.stored = () => 1;\n",
    }
    assert drawn(files) == [
        "*/book capi.js:1 endpoint@app.js:4 import@app.js:2 import@visits.js:1",
        "*/new capi.js:1 endpoint@app.js:6 import@app.js:3 import@visits.js:1",  # no such export: it may be any
    ]


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("/api/track", "*/api/track"),
        ("/api/:kind/track", "*/api/*/track"),
        ("/api/events/:id(\\d+)", "*/api/events/*"),
        ("/api/*", "*/api/*"),
        ("/t/*", ""),
        ("/*", ""),
        ("/", ""),
        ("/a/b", "*/a/b"),
    ],
)
def test_addresses_that_tell_a_request(pattern: str, address: str) -> None:
    code = f"const app = express();\napp.post('{pattern}', (req, res) => {{ {SENDS}; }});\n"
    escaped = code.replace("\\d", "\\\\d")
    assert [relay.address for relay in relays({"app.js": escaped})] == [address][: bool(address)]


def test_what_is_left_below_a_path_is_passed_on_by_the_handler_itself_only() -> None:
    files = {
        "app.js": "const app = express();\nconst { book } = require('./visits');\napp.post('/api/*', book);\n",
        "visits.js": f"exports.book = async (req, res) => {{ {SENDS}; }};\n",
    }
    assert relays(files) == ()


def test_addresses_that_a_configuration_passes_on() -> None:
    proxy = (
        "server {\n  location /collect/ { proxy_pass https://api.segment.io/v1/; }\n"
        "  location / { proxy_pass https://us.i.posthog.com; }\n"
        "  location /own/ { proxy_pass https://app.example-health.org; }\n}\n"
    )
    assert drawn({"nginx.conf": proxy}) == ["*/collect/* nginx.conf:2 endpoint@nginx.conf:2"]


def test_a_worker_that_asks_for_a_path() -> None:
    worker = (
        "export default {\n async fetch(request, env) {\n  const url = new URL(request.url);\n"
        "  if (url.pathname.startsWith('/t/')) {\n"
        "   return fetch(`https://us.i.posthog.com${url.pathname.slice(2)}`, request);\n  }\n"
        "  return env.ASSETS.fetch(request);\n }\n};\n"
    )
    assert drawn({"worker.ts": worker}) == ["*/t/* worker.ts:5 endpoint@worker.ts:1"]


@pytest.mark.parametrize(
    ("url", "takes"),
    [
        ("/api/track", True),
        ("/api/track/", True),
        ("https://portal.example-health.org/api/track?x=1", True),
        ("{}/api/track", True),
        ("api/track", False),
        ("/api/track/more", False),
        ("/v1/api/track", False),
    ],
)
def test_requests_that_an_address_takes(url: str, takes: bool) -> None:
    [relay] = relays({"app.js": f"const app = express();\napp.post('/api/track', (req, res) => {{ {SENDS}; }});\n"})
    assert relay.takes(url) is takes
    assert addresses((relay,)) == {"meta-pixel": ("*/api/track",)}
