"""Vendors of which neither address nor call tells: attributes, settings, messages and names say whose they are."""

from __future__ import annotations

import pytest

from pixelgate.facts import extract
from pixelgate.vendors.catalog import load

CHUNK = """
import {useState} from "react";
export function Provider({children, pixelId, debug}) {
  const [ready, setReady] = useState(null);
  import("./index48.mjs").then((e) => e.f).then((e) => {
    const t = e.default, options = {autoConfig: true, debug};
    t.init(pixelId, undefined, options), setReady(t);
  }).catch((e) => console.error("Failed to load %s:", e));
  const track = (name, data) => { ready.track(name, data) };
  return {view: (sku) => track("ViewContent", {content_ids: [sku]})};
}
"""
CLARITY = """<script>(function(c,l,a,r,i,t,y){c[a]=c[a]||function(){c[a].q.push(arguments)};
t=l.createElement(r);t.async=1;t.src="https://www.clarity.ms/tag/"+i;
y=l.getElementsByTagName(r)[0];y.parentNode.insertBefore(t,y)})(window, document, "clarity", "script", "{{ project }}")
</script>"""


def seen(path: str, text: str) -> list[tuple[int, str, str, str, str]]:
    found = extract(path, text.encode(), load()).sightings
    return [(one.location.line, one.vendor, one.kind.value, one.id, one.event) for one in found if one.active]


SHAPES = {
    "a script told its ID by an attribute that only one vendor has": (
        "a.njk",
        '<script async data-website-id="{{ site.id }}" src="{{ site.script }}"></script>',
        [(1, "umami", "init", "{site.id}", ""), (1, "umami", "loader", "{site.id}", "")],
    ),
    "on the site's own host": (
        "a.html",
        '<script src="/script.js" data-website-id="01234567-89ab-cdef-0123-456789abcdef"></script>',
        [
            (1, "umami", "loader", "01234567-89ab-cdef-0123-456789abcdef", ""),
            (1, "umami", "init", "01234567-89ab-cdef-0123-456789abcdef", ""),
        ],
    ),
    "an ID of another form is somebody else's": (
        "a.html",
        '<script src="https://stats.example/script.js" data-website-id="dfid_1"></script>',
        [],
    ),
    "a script that code creates": (
        "a.ejs",
        (
            "<script>let s = document.createElement('script');\ns.src = \"<%= site.src %>\";\n"
            's.setAttribute("data-website-id", "<%= site.id %>");\ndocument.head.appendChild(s);</script>'
        ),
        [(2, "umami", "loader", "{site.id}", ""), (3, "umami", "init", "{site.id}", "")],
    ),
    "an attribute that says whose ID it is only beside the vendor's address": (
        "a.html",
        (
            '<script>var s = document.createElement("script");\ns.src = "//pingjs.qq.com/h5/stats.js?v2.0.4";\n'
            's.setAttribute("sid", "500123456");</script>'
        ),
        [(2, "tencent-mta", "loader", "", ""), (3, "tencent-mta", "init", "500123456", "")],
    ),
    "that attribute on a stranger": ("a.html", '<script src="/a.js" sid="500123456"></script>', []),
    "an attribute handed to a helper": (
        "a.js",
        'site.getScript(base + "/" + name, {"data-website-id": id, ...option})',
        [(1, "umami", "loader", "", "")],
    ),
    "a domain on a script that is not known": (
        "a.liquid",
        '<script defer data-domain="{{ domain }}" src="{{ url }}"></script>',
        [(1, "plausible", "init", "{domain}", ""), (1, "plausible", "loader", "{domain}", "")],
    ),
    "a domain on anything else": ("a.html", '<div data-domain="example.com"></div><img data-domain="a" src="b">', []),
    "a path below an unknown root": (
        "a.js",
        "p = document.createElement('script'), p.src = s.api_host + '/static/array.js'",
        [(1, "posthog", "loader", "", "")],
    ),
    "a script that its address starts": (
        "a.njk",
        CLARITY,
        [(2, "microsoft-clarity", "init", "{project}", ""), (2, "microsoft-clarity", "loader", "{project}", "")],
    ),
    "a module of AngularJS": (
        "a.js",
        "angular.module('app', ['ngCookies', 'angulartics.google.analytics'])",
        [(1, "universal-analytics", "emitter", "", "")],
    ),
    "a plugin's file in a list of scripts": (
        "application.py",
        'class App:\n    scripts = [\n        "js/jquery.js",\n        "js/lib/angulartics-ga.min.js",\n    ]\n',
        [(4, "universal-analytics", "emitter", "", "")],
    ),
    "an address in a setting": (
        "_config.yml",
        "google_adsense:\n  enable: false\n  js: https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js\n",
        [(3, "google-adsense", "emitter", "", "")],
    ),
    "an address in a setting of code": (
        "defaults.js",
        "module.exports = {adsense: {js: 'https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js'}}",
        [(1, "google-adsense", "config", "", "")],
    ),
    "a DSN that an environment variable may replace": (
        "settings.py",
        "FRONTEND_DSN = get_env(\n    'FRONTEND_DSN',\n    'https://5f51920ff82a4675a495870244869c6b@o1.ingest.sentry.io/123')\n",
        [(1, "sentry-replay", "emitter", "", "")],
    ),
    "a field that is set": (
        "a.html",
        "<script>ga('set', 'dimension1', version); ga('require', 'ec');</script>",
        [
            (1, "universal-analytics", "config", "", "set=dimension1"),
            (1, "universal-analytics", "config", "", "require=ec"),
        ],
    ),
    "a command that the server writes": (
        "a.html",
        "<script>_gaq.push([{{ command }}]);</script>",
        [(1, "universal-analytics", "event", "", "{command}")],
    ),
    "what is said of the visitor for all events": (
        "a.html",
        "<script>_gaq.push(['_setCustomVar', 1, 'User Type', '{{ type }}', 2]);</script>",
        [(1, "universal-analytics", "user-data", "", "User Type")],
    ),
    "a package in a chunk of its own": (
        "a.mjs",
        CHUNK % "react-facebook-pixel",
        [
            (6, "meta-pixel", "config", "{pixelId}", "autoConfig=true"),
            (7, "meta-pixel", "init", "{pixelId}", ""),
            (9, "meta-pixel", "event", "", "{name}"),
            (10, "meta-pixel", "event", "", "ViewContent"),
        ],
    ),
    "a setting called after the vendor": (
        "a.pug",
        "script(async src=theme.google_adsense.js)",
        [(1, "google-adsense", "loader", "", "")],
    ),
    "a setting called after nobody": ("a.pug", "script(async src=theme.scripts.js)", []),
    "the host of a vendor in a setting": (
        "defaults.js",
        "module.exports = {manager: {id: null, domain: 'https://www.googletagmanager.com'}}",
        [(1, "google-tag-manager", "config", "", "")],
    ),
    "AMP": (
        "a.html",
        (
            '<amp-analytics type="gtag"><script type="application/json">\n{"vars": {"gtag_id": "G-ABC1234567"}}'
            "</script></amp-analytics>"
        ),
        [(1, "google-analytics", "emitter", "", ""), (2, "google-analytics", "init", "G-ABC1234567", "")],
    ),
    "a constant that holds an ID, and who is handed it": (
        "a.js",
        "var TRACKING_ID = 'UA-123456-1';\nmodule.start = function () { util.send('calendar', TRACKING_ID) }",
        [
            (1, "universal-analytics", "config", "UA-123456-1", ""),
            (2, "universal-analytics", "event", "UA-123456-1", "calendar"),
        ],
    ),
    "a conversion whose ID only the run time knows": (
        "a.ts",
        "gtag('event', name, params); gtag('event', 'conversion', {send_to: ADS_ID, value: 1});",
        [(1, "google-analytics", "event", "", "{name}"), (1, "google-ads", "event", "{ADS_ID}", "conversion")],
    ),
    "a function for the tag manager to run": (
        "a.ts",
        "(window as any).dataLayer.push(function () { this.reset() })",
        [(1, "google-tag-manager", "event", "", "function")],
    ),
    "who it is about in the name of an event": (
        "a.js",
        "mixpanel.track('Search-' + item.patientId)",
        [
            (1, "mixpanel", "event", "", "Search-{item.patientId}"),
            (1, "mixpanel", "user-data", "", "Search-{item.patientId}"),
        ],
    ),
    "settings that the environment fills in": (
        "nuxt.config.ts",
        "export default defineNuxtConfig({runtimeConfig: {public: {scripts: {\n  matomoAnalytics: {siteId: ''}}}}})",
        [(2, "matomo", "emitter", "", "")],
    ),
    "an address that a program puts into pages": (
        "theme.py",
        'def add(app, gid):\n    js = f"https://www.googletagmanager.com/gtag/js?id={gid}"\n    app.add(js)\n',
        [(2, "google-analytics", "loader", "", "")],
    ),
    "an address that a program keeps": ("a.py", 'HOSTS = ["https://www.googletagmanager.com/gtag/js"]\n', []),
    "modules that a built bundle names": (
        "a.js",
        'define("app/errors", ["exports", "@sentry/browser"], function (e, t) { e.default = t })',
        [],
    ),
    "a module written as AMD": (
        "a.js",
        'define(["@sentry/browser"], function (t) { return t })',
        [(1, "sentry-replay", "import", "", "")],
    ),
    "what a published library needs for itself": (
        "package.json",
        '{\n  "svelte": "./dist/index.js",\n  "devDependencies": {"react-facebook-pixel": "1"}\n}',
        [],
    ),
    "what an application is built from": (
        "package.json",
        '{\n  "private": true,\n  "devDependencies": {"react-facebook-pixel": "1"}\n}',
        [(3, "meta-pixel", "import", "", "")],
    ),
    "a widget that is only shown and hidden": ("a.js", 'zE("messenger", "hide"); zE("messenger", "show")', []),
    "a chunk that nothing names": ("b.mjs", CHUNK % "the widget", []),
    "a package that is imported under its own name": (
        "c.mjs",
        'import x from "react-facebook-pixel";' + CHUNK % "react-facebook-pixel",
        [(1, "meta-pixel", "import", "", "")],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_whose_it_is_stands_beside_it(shape: str) -> None:
    path, text, expected = SHAPES[shape]
    assert seen(path, text) == expected


@pytest.mark.parametrize(
    ("path", "active"),
    [("static/js/test/searchTest.js", False), ("static/js/test/a1c.js", True), ("static/js/latest.js", True)],
)
def test_a_script_called_a_test_in_a_folder_of_tests_is_one(path: str, active: bool) -> None:
    assert bool(seen(path, "fbq('track', 'Lead')")) is active
