from __future__ import annotations

import msgspec
import pytest

from pixelgate.facts import extract
from pixelgate.facts.model import FileFacts
from pixelgate.parse.modules import Alias, Exports, Given, Known, filled
from pixelgate.parse.values import Argument, Array, Constant, Entry, Object, Text, Unknown, Value, constant
from pixelgate.source import Location, Span
from pixelgate.vendors import catalog

AT = Span(0, 0)


def facts(code: str, path: str = "a.ts", *, thorough: bool = False, given: Given | None = None) -> FileFacts:
    found = extract(path, code.encode(), catalog.load(), thorough=thorough, given=given or Given())
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=FileFacts) == found
    return found


def relays(code: str, path: str = "a.tsx") -> list[tuple[str, str]]:
    return [(".".join(one.keys), one.callee) for one in facts(code, path).exports.relays]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("export function track(n) { fbq('track', n) }", "track"),
        ("export const track = (n) => fbq('track', n)", "track"),
        ("const track = (n) => fbq('track', n); export { track as report }", "report"),
        ("export default (n) => { fbq('track', n) }", "default"),
        ("export const api = { track(n) { fbq('track', n) } }", "api.track"),
        ("exports.track = (n) => fbq('track', n)", "track"),
        ("module.exports = { track: (n) => fbq('track', n) }", "default.track"),
        ("class A { track(n) { fbq('track', n) } } export default new A()", "default.track"),
        ("export class A { static track(n) { fbq('track', n) } }", "A.track"),
        ("export class A { track = (n) => fbq('track', n) }", "A.().track"),
        ("export const use = () => { const t = useCallback((n) => fbq('track', n), []); return { t } }", "use.().t"),
        (
            (
                "const C = createContext(); export const P = () => { const t = (n) => fbq('track', n);"
                " return <C.Provider value={{ t }}/> }; export const use = () => useContext(C)"
            ),
            "use.().t",
        ),
    ],
)
def test_a_wrapper_is_offered_under_the_path_that_importers_write(code: str, expected: str) -> None:
    assert (expected, "fbq") in relays(code)


def test_what_decides_all_by_itself_is_no_wrapper() -> None:
    assert relays("export function start() { fbq('init', '1234567890123456') }") == []


def test_globals_and_packages_under_other_names() -> None:
    code = "import P from 'react-facebook-pixel'; export const pixel = window.fbq; export default P"
    aliases = facts(code).exports.aliases
    assert aliases == (Alias(("pixel",), "fbq"), Alias(("default",), "react-facebook-pixel#default"))


@pytest.mark.parametrize(
    ("code", "aliases"),
    [
        ("export const useTell = () => useContext(Tell)", (Alias(("useTell", "()"), "key:#Tell"),)),
        ("export const useTell = () => inject('tell')", (Alias(("useTell", "()"), "key:#tell"),)),
        ("export function useContext(given) { return current().useContext(given) }", ()),
        ("export const useContext = function (e, t) { return V().useContext(e, t) }", ()),
        ("const e = make(); export const useTell = () => useContext(e)", ()),
    ],
)
def test_a_key_that_the_caller_or_a_minifier_names_is_none(code: str, aliases: tuple[Alias, ...]) -> None:
    assert facts(code, thorough=True).exports.aliases == aliases


def test_constants_are_told_when_asked_for() -> None:
    code = "export const ID = '123'; export enum E { A = 'Book' } export const all = { id: ID, at: Date.now() }"
    assert facts(code).exports == Exports()
    known = {".".join(one.keys): one.value for one in facts(code, thorough=True).exports.known}
    assert constant(known["ID"]) == "123"
    assert isinstance(known["E"], Object)
    assert constant(known["E"].get("A")) == "Book"
    assert isinstance(known["all"], Object)
    assert [entry.key for entry in known["all"].entries] == ["id"]


def test_a_file_says_which_imports_would_tell_more() -> None:
    code = "import { ID } from './ids'; import { x } from './x'; fbq('init', ID); fbq('track', process.env.EVENT); x()"
    assert facts(code).wanted == (("./ids", "ID"), ("process.env", "EVENT"))


def test_what_is_told_is_read_as_if_it_stood_there() -> None:
    given = Given(
        (
            ("./ids", Exports(known=(Known(("ID",), Constant("1234567890123456", AT)),))),
            ("./pixel", facts("export const track = (n, { doctor }) => fbq('track', n, { doctor, page: 1 })").exports),
        ),
    )
    code = (
        "import { ID } from './ids'; import * as pixel from './pixel';\n"
        "fbq('init', ID); pixel.track('Schedule', { doctor: 'Grey' })"
    )
    init, event = facts(code, given=given).sightings
    assert (init.id, init.location.line) == ("1234567890123456", 2)
    assert (event.event, [(p.name, p.value) for p in event.parameters]) == (
        "Schedule",
        [("doctor", "Grey"), ("page", "1")],
    )
    assert event.via == Location("a.ts", 1, 41, 1, 77)


def test_a_wrapper_that_is_handed_over_is_followed_in_the_other_file() -> None:
    code = "import watch from './watch'; const tell = (n) => fbq('track', n); watch(1, tell)"
    (passed,) = facts(code).passed
    assert (passed.module, passed.keys, passed.index) == ("./watch", ("default",), 1)
    given = Given((("a.ts#0", passed.exports),), ((("default",), 1, "a.ts#0"),))
    (event,) = facts("export default (a, notify) => { notify('Purchase') }", "watch.ts", given=given).sightings
    assert (event.event, event.location.column, event.via) == ("Purchase", 33, Location("a.ts", 1, 50, 1, 65))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Argument("", AT, index=1), Constant(None, AT)),
        (Argument("", AT, index=1, default=Constant("none", AT)), Constant("none", AT)),
        (Argument("", AT, keys=("a",)), Constant("b", AT)),
        (Argument("", AT, keys=("z",)), Constant(None, AT)),
    ],
)
def test_arguments_fill_parameters(value: Value, expected: Value) -> None:
    found = filled(value, [Object((Entry("a", Constant("b", AT), AT),), AT)], AT)
    assert constant(found) == constant(expected)


def test_rests_and_texts_are_filled() -> None:
    rest = Array((Constant("track", AT), Unknown("...a", AT, (Argument("", AT, rest=True),))), AT)
    found = filled(rest, [Constant("A", AT), Constant("B", AT)], AT)
    assert isinstance(found, Array)
    assert [constant(item) for item in found.items] == ["track", "A", "B"]
    text = Text((Constant("X ", AT), Argument("", AT)), AT)
    assert constant(filled(text, [Constant("y", AT)], AT)) == "X y"


def test_environment_files_keep_only_what_is_public() -> None:
    text = "# a\nVITE_ID=G-1 # b\nexport NEXT_PUBLIC_A='x'\nSECRET=1\nVITE_REF=${SECRET}\nVITE_ID=\"G-2\"\n"
    known = {one.keys[0]: constant(one.value) for one in facts(text, "web/.env.production").exports.known}
    assert known == {"VITE_ID": "G-2", "NEXT_PUBLIC_A": "x"}


@pytest.mark.parametrize(
    "code", ["export *", "export {", "export default", "module.exports =", "export const = 1", "\0"]
)
def test_broken_exports_are_passed_over(code: str) -> None:
    assert facts(f"fbq('init', '1');\n{code}", thorough=True).exports.relays == ()
