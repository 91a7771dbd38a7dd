"""Addresses that configurations pass on: each format as its host writes it, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.facts import extract
from pixelgate.facts.forwards import written
from pixelgate.facts.model import SightingKind
from pixelgate.source import Source
from pixelgate.vendors import catalog

POSTHOG = "https://us.i.posthog.com"


def told(path: str, text: str) -> list[tuple[str, str]]:
    return [(one.path, one.url) for one in written(Source(path, text))]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "next.config.js",
            f"rewrites: async () => [{{source: '/ingest/:path*', destination: '{POSTHOG}/:path*'}}]",
            ("/ingest/*", f"{POSTHOG}/{{}}"),
        ),
        (
            "next.config.mjs",
            f"const HOST = '{POSTHOG}';\nx = [{{ source: '/i/(.*)', has: [], destination: `${{HOST}}/$1` }}]",
            ("/i/*", f"{POSTHOG}/{{}}"),
        ),
        (
            "vercel.json",
            '{"rewrites": [{"source": "/px/(.*)", "destination": "https://www.facebook.com/tr/$1"}]}',
            ("/px/*", "https://www.facebook.com/tr/{}"),
        ),
        (
            "vercel.json",
            '{"routes": [{"src": "/px", "dest": "https://www.facebook.com/tr"}]}',
            ("/px", "https://www.facebook.com/tr"),
        ),
        (
            "nuxt.config.ts",
            f"routeRules: {{ '/ingest/**': {{ proxy: '{POSTHOG}/**' }} }}",
            ("/ingest/*", f"{POSTHOG}/{{}}"),
        ),
        (
            "nuxt.config.ts",
            f"routeRules: {{ '/ingest/**': {{ cors: true, proxy: {{ to: '{POSTHOG}/**' }} }} }}",
            ("/ingest/*", f"{POSTHOG}/{{}}"),
        ),
        (
            "app.js",
            f"app.use('/relay', createProxyMiddleware({{ changeOrigin: true, target: '{POSTHOG}' }}));",
            ("/relay*", POSTHOG),
        ),
        (
            "app.js",
            f"app.use(createProxyMiddleware({{ target: '{POSTHOG}', pathFilter: '/relay' }}));",
            ("/relay*", POSTHOG),
        ),
        ("app.js", f"app.use('/relay', proxy('{POSTHOG}'));", ("/relay*", POSTHOG)),
        (
            "app.js",
            f"server.register(proxy, {{ upstream: '{POSTHOG}', prefix: '/relay' }});",
            ("/relay*", POSTHOG),
        ),
        ("api.ts", f"export default (req, res) => httpProxy(req, res, {{ target: '{POSTHOG}' }});", ("", POSTHOG)),
        ("nginx.conf", f"server {{ location /c/ {{ proxy_pass {POSTHOG}/; }} }}", ("/c/*", f"{POSTHOG}/")),
        ("nginx.conf", f"location = /c {{ proxy_pass {POSTHOG}; }}", ("/c", POSTHOG)),
        ("site.conf", f"location ~ ^/c/(.*)$ {{ proxy_pass {POSTHOG}/$1; }}", ("/c/*", f"{POSTHOG}/{{}}")),
        ("Caddyfile", f"a.org {{\n handle_path /c/* {{\n  reverse_proxy {POSTHOG}\n }}\n}}", ("/c/*", POSTHOG)),
        ("Caddyfile", f"a.org {{\n reverse_proxy /c/* {POSTHOG}\n}}", ("/c/*", POSTHOG)),
        (".htaccess", f"ProxyPass /c {POSTHOG}\n", ("/c*", POSTHOG)),
        (".htaccess", f"RewriteRule ^c/(.*)$ {POSTHOG}/$1 [P,L]\n", ("/c/*", f"{POSTHOG}/{{}}")),
        (
            "web.config",
            f'<rule><match url="^c/(.*)" /><action type="Rewrite" url="{POSTHOG}/{{R:1}}" /></rule>',
            ("/c/*", f"{POSTHOG}/{{}}"),
        ),
        (
            "netlify.toml",
            f'[[redirects]]\nfrom = "/c/*"\nto = "{POSTHOG}/:splat"\nstatus = 200\n',
            ("/c/*", f"{POSTHOG}/{{}}"),
        ),
        ("public/_redirects", f"/c/* {POSTHOG}/:splat 200\n", ("/c/*", f"{POSTHOG}/{{}}")),
    ],
)
def test_formats(path: str, text: str, expected: tuple[str, str]) -> None:
    assert told(path, text) == [expected]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("vite.config.ts", f"server: {{ proxy: {{ '/c': {{ target: '{POSTHOG}' }} }} }}"),
        ("src/setupProxy.js", f"app.use('/c', createProxyMiddleware({{ target: '{POSTHOG}' }}));"),
        ("next.config.js", f"go = [{{ source: '/c', destination: '{POSTHOG}', permanent: true }}]"),
        ("next.config.js", f"go = [{{ statusCode: 308, source: '/c', destination: '{POSTHOG}' }}]"),
        ("vercel.json", f'{{"rewrites": [], "redirects": [{{"source": "/c", "destination": "{POSTHOG}"}}]}}'),
        ("middleware.js", "import 'express'; rewrite(pathname); csp(['us.i.posthog.com', 'a.org']);"),
        ("netlify.toml", f'[[redirects]]\nfrom = "/c"\nto = "{POSTHOG}"\nstatus = 301\n'),
        ("netlify.toml", f"[[redirects\n{POSTHOG}"),
        ("_redirects", f"/c {POSTHOG} 302\n/d /e 200\n"),
        (".htaccess", f"RewriteRule ^c$ {POSTHOG} [R=301,L]\n"),
        ("web.config", f'<match url="^c" /><action type="Redirect" url="{POSTHOG}" />'),
        (
            "nginx.conf",
            "location /c { proxy_pass http://$backend; }\nlocation /d { return 301 https://us.i.posthog.com; }",
        ),
        ("app.js", f"const target = {{ target: '{POSTHOG}' }}; chart.proxy = 1;"),
        ("link.js", "a.hostname = location.hostname; if (a.pathname === '/c') track('www.google-analytics.com');"),
    ],
)
def test_what_passes_nothing_on(path: str, text: str) -> None:
    assert [one for one in told(path, text) if "posthog" in one[1] or "google" in one[1]] == []


def test_a_rewrite_behind_redirects() -> None:
    text = "redirects() { return [{ source: '/a', destination: '/b', permanent: true }] },\n"
    text += f"rewrites() {{ return [{{ source: '/c', destination: '{POSTHOG}' }}] }} // no redirects here"
    assert told("next.config.js", text) == [("/c", POSTHOG)]


def test_whom_it_is_told() -> None:
    text = "_redirects\n/c/* https://us.i.posthog.com/:splat 200\n/d/* https://api.example-health.org/:splat 200\n"
    facts = extract("_redirects", text.encode(), catalog.load())
    assert [(one.vendor, one.kind, one.url, one.location.line) for one in facts.sightings] == [
        ("posthog", SightingKind.CONVERSION, "https://us.i.posthog.com/{}", 2)
    ]
    assert [(one.path, one.location) for one in facts.forwards] == [("/c/*", facts.sightings[0].location)]


def test_middleware_that_turns_requests_over_to_a_host() -> None:
    text = (
        "import { NextResponse } from 'next/server';\n"
        "export function middleware(request) {\n  const url = request.nextUrl.clone();\n"
        "  url.hostname = url.pathname.startsWith('/in/static/') ? 'us-assets.i.posthog.com' : 'us.i.posthog.com';\n"
        "  return NextResponse.rewrite(url);\n}\nexport const config = { matcher: '/in/:path*' };\n"
    )
    facts = extract("middleware.ts", text.encode(), catalog.load())
    assert [(one.vendor, one.url) for one in facts.sightings] == [
        ("posthog", "https://us-assets.i.posthog.com/{}"),
        ("posthog", "https://us.i.posthog.com/{}"),
    ]
    assert [one.path for one in facts.forwards] == ["/in/static/*", "/in/*"]


_PIECES = (
    "source: '/a',", "destination: 'https://b.org'", "{", "}", "proxy(", "`", "${X}", "target:", "\n", "\0",
    "location /", "proxy_pass https://b.org;", "RewriteRule ^a https://b.org [P]", "/a https://b.org 200",
    "pathname.startsWith('/",
)  # fmt: skip
_FILES = ("a.js", "nginx.conf", "_redirects", "Caddyfile", "web.config")


@given(
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join),
    st.sampled_from(_FILES),
)
def test_nothing_breaks_the_reader(text: str, path: str) -> None:
    for one in written(Source(path, f"https://{text}")):
        assert text == "" or one.span.end <= len(text) + len("https://")
