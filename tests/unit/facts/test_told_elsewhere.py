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
