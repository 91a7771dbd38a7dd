"""Wrappers that come by way of a container of services, a class, a store or a mixin, followed by what they are."""

from __future__ import annotations

import pytest
from tests.unit.graph.test_joins import events

SERVICE = (
    "@Injectable({ providedIn: 'root' }) export class Tell { track(n: string, d?: object) { fbq('track', n, d) } }"
)
CALL = "('Schedule', { visit: 1 })"
MIXIN = "export default { methods: { track(name) { fbq('track', name) } } }"
STORE = "(set) => ({ track: (name) => fbq('track', name) })"

WAYS = {
    "a parameter of a constructor": (
        SERVICE,
        "export class Page {{ constructor(private readonly tell: Tell) {{}} book() {{ this.tell.track{} }} }}",
    ),
    "a parameter by its type": (SERVICE, "export function book(tell: Tell) {{ tell.track{} }}"),
    "a field that is injected": (
        SERVICE,
        "export class Page {{ private tell = inject(Tell); book() {{ this.tell.track{} }} }}",
    ),
    "a field by its type": (
        SERVICE,
        "export class Page {{ @Inject() declare tell: Tell; book() {{ this.tell.track{} }} }}",
    ),
    "an injector": (SERVICE, "export const book = (injector) => {{ injector.get(Tell).track{} }}"),
    "a class that is inherited": (SERVICE, "export class Page extends Tell {{ book() {{ this.track{} }} }}"),
    "the one instance of a class": (
        "export class Tell { static getInstance() { return this.one } track(n, d) { fbq('track', n, d) } }",
        "Tell.getInstance().track{}",
    ),
    "a store": (f"export const Tell = create({STORE})", "const {{ track }} = Tell(); track{}"),
    "a store of TypeScript": (
        f"export const Tell = create<State>()(persist({STORE}, {{ name: 'x' }}))",
        "const track = Tell((state) => state.track); track{}",
    ),
    "the state of a store": (f"export const Tell = create({STORE})", "Tell.getState().track{}"),
    "a store of Pinia": (
        "export const Tell = defineStore('t', () => { const track = (n) => fbq('track', n); return { track } })",
        "const store = Tell(); store.track{}",
    ),
}


@pytest.mark.parametrize(("service", "page"), WAYS.values(), ids=WAYS)
def test_wrappers_by_what_they_are(service: str, page: str) -> None:
    files = {"tell.ts": service, "page.ts": f"import {{ Tell }} from './tell'; {page.format(CALL)}"}
    assert events(files, "page.ts") == [("Schedule", False)]


def test_a_service_within_a_service() -> None:
    files = {
        "tell.ts": SERVICE,
        "audit.ts": "import { Tell } from './tell'; export class Audit { constructor(private tell: Tell) {} "
        "say(name: string) { this.tell.track(name) } }",
        "page.ts": "import { Audit } from './audit'; class Page { constructor(private audit: Audit) {} "
        "book() { this.audit.say('Schedule') } }",
    }
    assert events(files, "page.ts") == [("Schedule", False)]


def test_a_mixin() -> None:
    page = "import m from './mixin'; export default { mixins: [m], mounted() { this.track('Schedule') } }"
    assert events({"mixin.js": MIXIN, "page.vue": f"<script>{page}</script>"}, "page.vue") == [("Schedule", False)]


@pytest.mark.parametrize(
    ("module", "page"),
    [
        ("tell", "class Page { constructor(tell: Tell) {} book() { this.tell.track('x') } }"),
        ("tell", "class Page { constructor(private a: Other) {} book() { this.a.track('x') } }"),
        ("other", "class Page { constructor(private a: Tell) {} book() { this.a.track('x') } }"),
        ("tell", "class Page extends Other { book() { this.track('x') } }"),
    ],
)
def test_what_is_something_else(module: str, page: str) -> None:
    text = f"import {{ Tell }} from './{module}'; {page}"
    assert events({"tell.ts": SERVICE, "other.ts": "export class Tell {}", "page.ts": text}, "page.ts") == []
