from __future__ import annotations

import pytest

from pixelgate.facts.store import Facts
from pixelgate.manifest.model import Site
from pixelgate.pipeline import join, read
from pixelgate.reading import Reader
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog

WRAPPER = "export function track(n) { fbq('track', n) }"


def joined(files: dict[str, str]) -> Facts:
    reader = Reader(MemoryTree(files), catalog.load())
    return join(reader, Site(), read(reader))


def events(files: dict[str, str], path: str) -> list[tuple[str, bool]]:
    return [(one.event, one.relayed) for one in joined(files)[path].sightings]


def test_a_wrapper_is_marked_when_another_file_calls_it() -> None:
    files = {"a.js": WRAPPER, "b.js": "import { track } from './a'; track('Schedule')"}
    assert events(files, "a.js") == [("{n}", True)]
    assert events(files, "b.js") == [("Schedule", False)]
    assert events({"a.js": WRAPPER}, "a.js") == [("{n}", False)]


def test_a_wrapper_around_a_wrapper_that_nobody_calls_is_not_marked() -> None:
    files = {"a.js": WRAPPER, "b.js": "import { track } from './a'; export const tell = (name) => track(name)"}
    assert events(files, "b.js") == [("{name}", False)]


def test_a_call_that_says_no_more_than_the_wrapper_is_left_out() -> None:
    files = {
        "a.js": "export function booked(n) { fbq('track', 'Schedule', { n: n }) }",
        "b.js": "import { booked } from './a'; booked(visit.id)",
    }
    assert events(files, "b.js") == []
    assert events(files, "a.js") == [("Schedule", False)]


def test_re_exports_are_followed_however_they_are_written() -> None:
    files = {
        "a.js": WRAPPER,
        "b.js": "export * from './a'",
        "c.js": "import { track } from './b'; export { track as tell }",
        "d.js": "export { tell as default } from './c'",
        "e.js": "import say from './d'; say('Lead')",
    }
    assert events(files, "e.js") == [("Lead", False)]


def test_modules_that_re_export_each_other_come_to_an_end() -> None:
    names = [f"m{number}" for number in range(30)]
    files = {f"{name}.js": "".join(f"export * from './{other}';" for other in names if other != name) for name in names}
    files |= {"a.js": WRAPPER, "m29.js": "export * from './a'; export * from './m0'"}
    files |= {"z.js": "import { track, ID } from './m0'; fbq('init', ID); track('Lead')"}
    assert ("Lead", False) in events(files, "z.js")


def test_constants_behind_re_exports() -> None:
    files = {
        "ids.js": "export const ID = '1234567890123456'",
        "all.js": "export * from './more'",
        "more.js": "export { ID as PIXEL } from './ids'",
        "page.js": "import * as all from './all'; fbq('init', all.PIXEL)",
    }
    assert [one.id for one in joined(files)["page.js"].sightings] == ["1234567890123456"]


def test_nothing_is_read_again_where_nothing_joins() -> None:
    files = {"a.js": "fbq('track', 'Lead')", "b.js": "import './a'"}
    reader = Reader(MemoryTree(files), catalog.load())
    facts = read(reader)
    assert join(reader, Site(), facts) is facts


CONSTANTS = {
    "an enum of TypeScript": ("export enum EVENTS { BOOK = 'Schedule' }", "EVENTS.BOOK"),
    "a constant enum": ("export const enum EVENTS { BOOK = 'Schedule' }", "EVENTS.BOOK"),
    "an object of constants": ("export const EVENTS = { BOOK: 'Schedule' } as const satisfies Names", "EVENTS.BOOK"),
    "a frozen object": ("export const EVENTS = Object.freeze({ BOOK: 'Schedule' })", "EVENTS['BOOK']"),
    "an object filled later": ("export const EVENTS = {}; EVENTS.BOOK = 'Schedule'", "EVENTS.BOOK"),
    "static fields": ("export class EVENTS { static readonly BOOK = 'Schedule' }", "EVENTS.BOOK"),
    "a namespace": ("export namespace EVENTS { export const BOOK = 'Schedule' }", "EVENTS.BOOK"),
    "what is taken out of an object": ("export const { EVENTS } = { EVENTS: { BOOK: 'Schedule' } }", "EVENTS.BOOK"),
    "a list": ("export const EVENTS = ['Lead', 'Schedule']", "EVENTS[1]"),
    "a namespace of a module": ("export * as EVENTS from './names'", "EVENTS.BOOK"),
    "what follows from another module": ("import * as n from './names'; export const EVENTS = n.BOOK", "EVENTS"),
    "a spread of another module's": (
        "import { A } from './names'; export const EVENTS = { ...A, LEAD: 'Lead' }",
        "EVENTS.BOOK",
    ),
    "what a function returns": ("export function EVENTS() { return { BOOK: 'Schedule' } }", "EVENTS().BOOK"),
    "what a function keeps": (
        "const all = { BOOK: 'Schedule' }; export const EVENTS = () => all",
        "all.BOOK); const all = EVENTS(",
    ),
    "what is left of a choice": ("export const EVENTS = process.env.BOOK || 'Schedule'", "EVENTS"),
}


@pytest.mark.parametrize(("exported", "used"), CONSTANTS.values(), ids=CONSTANTS)
def test_constants_of_modules(exported: str, used: str) -> None:
    files = {
        "names.ts": "export const BOOK = 'Schedule'; export const A = { BOOK }",
        "events.ts": exported,
        "page.ts": f"import {{ EVENTS }} from './events'; fbq('track', {used})",
    }
    assert events(files, "page.ts") == [("Schedule", False)]


WAYS = [
    "import all from './events'; fbq('track', all.BOOK)",
    "import all from './events'; const { BOOK: name } = all; fbq('track', name)",
    "const { BOOK } = require('./events'); fbq('track', BOOK)",
    "const all = require('./events'); fbq('track', all.BOOK)",
    "import all = require('./events'); fbq('track', all.BOOK)",
    "const { BOOK } = await import('./events'); fbq('track', BOOK)",
    "import('./events').then(({ BOOK }) => fbq('track', BOOK))",
    "import('./events').then((all) => fbq('track', all.BOOK))",
]
FORMS = [
    "module.exports = { BOOK: 'Schedule' }",
    "exports.BOOK = 'Schedule'",
    "const all = { BOOK: 'Schedule' }; export = all",
]


@pytest.mark.parametrize("exported", FORMS)
@pytest.mark.parametrize("asked", WAYS)
def test_constants_however_they_are_asked_for(exported: str, asked: str) -> None:
    assert events({"events.ts": exported, "page.ts": asked}, "page.ts") == [("Schedule", False)]


@pytest.mark.parametrize("asked", [*WAYS, "import { BOOK } from './events'; fbq('track', BOOK)"])
def test_data_is_told_as_constants_are(asked: str) -> None:
    files = {"events.json": '{"BOOK": "Schedule"}', "page.ts": asked.replace("/events", "/events.json")}
    assert events(files, "page.ts") == [("Schedule", False)]
    assert events(files | {"events.json": '{"BOOK": '}, "page.ts") != [("Schedule", False)]


def test_only_the_constants_that_are_asked_for_are_told() -> None:
    files = {
        "events.js": "import { X } from './far'; export const FAR = X; export const BOOK = 'Schedule'",
        "far.js": "export const X = 'Lead'",
        "page.js": "import { BOOK } from './events'; fbq('track', BOOK)",
    }
    found = joined(files)
    assert [one.keys for one in found["events.js"].exports.known] == [("BOOK",)]
    assert not found["far.js"].exports.known


def test_constants_that_come_of_each_other_come_to_an_end() -> None:
    files = {
        "a.js": "import { B } from './b'; export const A = B",
        "b.js": "import { A } from './a'; export const B = A",
        "page.js": "import { A } from './a'; fbq('track', A)",
    }
    assert events(files, "page.js") == [("{A}", False)]


def test_what_a_function_returns_is_a_constant_only_where_nothing_is_given_to_it() -> None:
    files = {
        "a.js": "export function made(x) { return { name: 'Lead', x } }",
        "page.js": "import { made } from './a'; fbq('track', made(1).name)",
    }
    assert events(files, "page.js") == [("{made(1).name}", False)]


def test_constants_are_followed_a_few_modules_far() -> None:
    text = "import { Y as X } from './m%d.js'; export const Y = X"
    files = {f"m{number}.js": text % (number + 1) for number in range(8)}
    files |= {"m8.js": "export const Y = 'Lead'", "page.js": "import { Y } from './m0.js'; fbq('track', Y)"}
    found = joined(files)
    assert [one.event for one in found["page.js"].sightings] == ["{Y}"]
    assert not found["m8.js"].exports.known


ENVIRONMENT = [
    "fbq('init', process.env.NEXT_PUBLIC_ID)",
    "fbq('init', import.meta.env.NEXT_PUBLIC_ID)",
    "const env = import.meta.env; fbq('init', env.NEXT_PUBLIC_ID)",
    "const { NEXT_PUBLIC_ID } = import.meta.env; fbq('init', NEXT_PUBLIC_ID)",
    "import { NEXT_PUBLIC_ID } from '$env/static/public'; fbq('init', NEXT_PUBLIC_ID)",
    "import { env } from '$env/dynamic/public'; fbq('init', env.NEXT_PUBLIC_ID)",
    "import { NEXT_PUBLIC_ID as id } from 'astro:env/client'; fbq('init', id)",
    "import { ID } from './ids'; fbq('init', ID)",
    "import ids from './ids'; fbq('init', ids.pixel)",
]


@pytest.mark.parametrize("page", ENVIRONMENT)
def test_variables_of_the_environment(page: str) -> None:
    files = {
        ".env": "NEXT_PUBLIC_ID=1234567890123456",
        "ids.ts": "export const ID = process.env.NEXT_PUBLIC_ID!; export default { pixel: ID }",
        "page.ts": page,
    }
    assert [one.id for one in joined(files)["page.ts"].sightings] == ["1234567890123456"]


def test_settings_of_angular_are_those_for_production() -> None:
    files = {
        "environments/environment.ts": "export const environment = { pixel: '1111111111111111', event: 'Lead' }",
        "environments/environment.prod.ts": "export const environment = { pixel: '1234567890123456' }",
        "page.ts": "import { environment as e } from './environments/environment'; fbq('init', e.pixel)",
    }
    assert [one.id for one in joined(files)["page.ts"].sightings] == ["1234567890123456"]
