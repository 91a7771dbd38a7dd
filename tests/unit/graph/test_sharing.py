from __future__ import annotations

import pytest

from pixelgate import pipeline
from pixelgate.facts.store import Facts
from pixelgate.graph.model import RouteGraph
from pixelgate.manifest import Known, load_manifest
from pixelgate.manifest.model import Site
from pixelgate.pipeline import join, read
from pixelgate.reading import Reader
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog

TELL = "(name, data) => fbq('track', name, data)"
VUE = "<template/><script>export default {{ {} mounted() {{ {} }} }}</script>"
SETUP = "<template/><script setup>{}</script>"


def joined(files: dict[str, str]) -> Facts:
    reader = Reader(MemoryTree(files), catalog.load())
    return join(reader, Site(), read(reader))


def said(files: dict[str, str], path: str) -> list[tuple[str, str, tuple[str, ...]]]:
    found = joined(files)[path].sightings
    return [(one.vendor, one.event, tuple(p.name for p in one.parameters)) for one in found]


SCHEDULE = ("meta-pixel", "Schedule", ("visit",))
CALL = "('Schedule', { visit: 1 })"

WAYS = {
    "a property of all components": (
        f"import {{ createApp }} from 'vue'; createApp(App).config.globalProperties.$track = {TELL}",
        "page.vue",
        VUE.format("", f"this.$track{CALL}"),
    ),
    "a property without a mark": (
        f"export const plugin = {{ install(app) {{ app.config.globalProperties.track = {TELL} }} }}",
        "page.vue",
        VUE.format("", f"this.track{CALL}"),
    ),
    "the prototype of Vue 2": (f"Vue.prototype.$track = {TELL}", "page.vue", VUE.format("", f"this.$track{CALL}")),
    "the prototype in a minified script": (f"e.prototype.$track={TELL}", "page.js", f"const v = this; v.$track{CALL}"),
    "a handler in a template": (
        f"Vue.prototype.$track = {TELL}",
        "page.vue",
        f'<template><b @click="$track{CALL}"/></template>'.replace('"(', "("),
    ),
    "what is provided by a key": (
        f"app.provide('track', {TELL})",
        "page.vue",
        SETUP.format(f"const track = inject('track'); track{CALL}"),
    ),
    "what is provided by a symbol": (
        f"import {{ TRACK }} from './keys'; provide(TRACK, {TELL})",
        "page.vue",
        SETUP.format(f"import {{ TRACK }} from './keys'; inject(TRACK){CALL}"),
    ),
    "what a component provides": (
        f"export default {{ provide: {{ tell: {{ track: {TELL} }} }} }}",
        "page.vue",
        VUE.format("inject: ['tell'],", f"this.tell.track{CALL}"),
    ),
    "what a plugin of Nuxt 3 provides": (
        f"export default defineNuxtPlugin(() => ({{ provide: {{ track: {TELL} }} }}))",
        "page.vue",
        SETUP.format(f"const {{ $track }} = useNuxtApp(); $track{CALL}"),
    ),
    "what a plugin of Nuxt 2 injects": (
        f"export default (context, inject) => {{ inject('track', {TELL}) }}",
        "page.vue",
        VUE.format("", f"this.$track{CALL}"),
    ),
    "a context of Svelte": (
        f"setContext('track', {TELL})",
        "page.svelte",
        f"<script>const track = getContext('track'); track{CALL}</script>",
    ),
    "a context of React": (
        f"import {{ Tell }} from './keys'; const A = (p) => <Tell.Provider value={{{{ track: {TELL} }}}} />",
        "page.jsx",
        f"import {{ Tell }} from './keys'; const B = () => {{ useContext(Tell).track{CALL} }}",
    ),
    "a context of React, compiled": (
        f'import {{ Tell }} from "./keys"; const A = (p) => jsx(Tell.Provider, {{ value: {{ track: {TELL} }} }})',
        "page.js",
        f"import {{ Tell }} from './keys'; const B = () => {{ const {{ track }} = useContext(Tell); track{CALL} }}",
    ),
    "a hook around a context": (
        f"import {{ Tell }} from './keys'; const A = (p) => <Tell.Provider value={{{{ track: {TELL} }}}} />",
        "page.jsx",
        f"import {{ useTell }} from './keys'; const B = () => {{ const {{ track }} = useTell(); track{CALL} }}",
    ),
    "a global": (f"window.track = {TELL}", "page.js", f"window.track?.{CALL}"),
    "a global of a module": (f"import './keys'; globalThis.track = {TELL}", "page.js", f"track{CALL}"),
    "a function of a classic script": ("function track(n, d) { fbq('track', n, d) }", "page.js", f"track{CALL}"),
    "a namespace of a classic script": (
        f"var Portal = Portal || {{}}; Portal.tell = {{ track: {TELL} }}",
        "page.js",
        f"Portal.tell.track{CALL}",
    ),
    "a global that is an import": (
        "import { track } from './wrapper'; window.track = track",
        "page.js",
        f"window.track{CALL}",
    ),
    "a handler in a page": (
        "function track(n, d) { fbq('track', n, d) }",
        "page.html",
        f'<!doctype html><button onclick="track{CALL}">',
    ),
}
KEYS = """export const TRACK = Symbol(); export const Tell = createContext(null);
export function useTell() { const held = useContext(Tell); if (!held) throw new Error('no'); return held }"""


@pytest.mark.parametrize(("shared", "path", "page"), WAYS.values(), ids=WAYS)
def test_wrappers_that_no_file_imports(shared: str, path: str, page: str) -> None:
    files = {"shared.jsx": shared, path: page, "keys.js": KEYS, "wrapper.js": f"export const track = {TELL}"}
    assert said(files, path) == [SCHEDULE]


def test_a_vendor_under_another_name() -> None:
    files = {
        "shared.js": "Vue.prototype.$say = window.gtag",
        "page.vue": VUE.format("", "this.$say('event', 'booked')"),
    }
    assert said(files, "page.vue") == [("google-analytics", "booked", ())]


def test_what_says_the_same_whoever_calls_it_is_told_where_nothing_loads_it() -> None:
    files = {
        "shared.js": "Vue.prototype.$booked = () => fbq('track', 'Schedule', { visit: 1 })",
        "page.vue": VUE.format("", "this.$booked()"),
    }
    assert said(files, "page.vue") == [SCHEDULE]


OTHERS = {
    "another thing of that name": ("window.track = {}", "page.js", "function track() {} track('x')"),
    "a parameter": (f"window.track = {TELL}", "page.js", "export function book(track) { track('Schedule') }"),
    "a method": (f"window.track = {TELL}", "page.js", "export const book = (audit) => audit.track('Schedule')"),
    "another object's": (
        f"app.config.globalProperties.track = {TELL}",
        "page.js",
        "export const book = (audit) => audit.track('Schedule')",
    ),
    "another key": (f"provide('track', {TELL})", "page.js", "inject('other')('Schedule')"),
    "another export": (f"window.track = {TELL}", "page.js", "import { track } from './audit'; track('Schedule')"),
    "what the browser calls": ("window.onerror = (m) => fbq('track', m)", "page.js", "onerror('x')"),
    "a word of a minifier": (f"window.t={TELL}", "page.js", "t('Schedule')"),
}


@pytest.mark.parametrize(("shared", "path", "page"), OTHERS.values(), ids=OTHERS)
def test_what_only_has_the_name(shared: str, path: str, page: str) -> None:
    assert said({"shared.js": shared, path: page, "audit.js": "export const track = () => {}"}, path) == []


def test_packages_of_a_workspace_share_nothing() -> None:
    files = {
        "a/package.json": "{}",
        "b/package.json": "{}",
        "a/shared.js": f"window.track = {TELL}",
        "a/page.js": f"window.track{CALL}",
        "b/page.js": f"window.track{CALL}",
    }
    assert said(files, "a/page.js") == [SCHEDULE]
    assert said(files, "b/page.js") == []


def test_a_file_does_not_tell_itself_twice() -> None:
    files = {"shared.js": f"window.track = {TELL}; window.track{CALL}", "page.js": f"track{CALL}"}
    assert said(files, "shared.js")[1:] == [SCHEDULE]


MANIFEST = b"""version = 1
[[route]]
path = "/one"
access = "authenticated"
phi = []
pages = ["one.html"]
[[route]]
path = "/two"
access = "authenticated"
phi = []
pages = ["two.html"]
"""


def graph_of(files: dict[str, str]) -> RouteGraph:
    manifest = load_manifest(MANIFEST, "pixelgate.toml", Known())
    reader = Reader(MemoryTree(files), catalog.load())
    return pipeline.link(reader, manifest, join(reader, manifest.site, read(reader)))


def routes_of(graph: RouteGraph, event: str) -> list[int]:
    return [chain.route for reach in graph.sightings if reach.fact.event == event for chain in reach.chains]


def test_a_global_is_there_where_its_script_is_loaded() -> None:
    page = "<!doctype html><script src=page.js></script>"
    files = {
        "one.html": f"{page}<script src=shared.js></script>",
        "two.html": page,
        "shared.js": "function track(n) { fbq('track', n) }",
        "page.js": "if (window.track) track('Schedule')",
    }
    assert routes_of(graph_of(files), "Schedule") == [0]
    assert routes_of(graph_of(files | {"one.html": page}), "Schedule") == [0, 1]


def test_what_an_application_lends_is_wherever_its_components_are() -> None:
    files = {
        "one.html": "<!doctype html><script type=module src=main.js></script>",
        "two.html": "<!doctype html><script type=module src=page.js></script>",
        "main.js": f"import './page'; app.config.globalProperties.$track = {TELL}",
        "page.js": f"export function book(app) {{ app.$track{CALL} }}",
    }
    assert routes_of(graph_of(files), "Schedule") == [0, 1]
