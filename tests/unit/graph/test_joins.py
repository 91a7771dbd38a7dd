from __future__ import annotations

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
