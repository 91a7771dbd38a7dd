"""Values and places of TOML: every form of key and value, in every encoding of line ends."""

import contextlib
import datetime as dt
import time

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from pixelgate import toml
from pixelgate.source import Location

FORMS = b"""\
version = 1 # one
[site]
origins = ["https://a.example", 'b']
static = { "/static/" = "assets/", deep.er = [1, [2, "\xc3\xa9", 3]] }
"quoted \\u0041".bare = true

[[route]]
path = "/\xc3\xa4/:id"  # a comment
[[route]]
path = '''
two
lines'''
[route.extra]
a.b = 2027-01-31
[[route.step]]
x = 1
[[route.step]]
x = 2
"""


def at(*path: str | int, data: bytes = FORMS) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
    found = toml.positions(data, "x.toml")
    key, value = found.key(path), found.value(path)
    return place(key), place(value)


def place(location: Location) -> tuple[int, int, int, int]:
    return location.line, location.column, location.end_line, location.end_column


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_every_form_of_key_and_value_has_its_place(ends: bytes, bom: bytes) -> None:
    def places(*path: str | int) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
        return at(*path, data=bom + FORMS.replace(b"\n", ends))

    assert places("version") == ((1, 1, 1, 8), (1, 11, 1, 12))
    assert places("site") == ((2, 2, 2, 6), (2, 2, 2, 6))
    assert places("site", "origins", 1) == ((3, 33, 3, 36), (3, 33, 3, 36))
    assert places("site", "static", "/static/") == ((4, 12, 4, 22), (4, 25, 4, 34))
    assert places("site", "static", "deep", "er") == ((4, 41, 4, 43), (4, 46, 4, 62))
    assert places("site", "static", "deep", "er", 1, 2)[1] == (4, 59, 4, 60)
    assert places("site", "quoted A", "bare") == ((5, 17, 5, 21), (5, 24, 5, 28))
    assert places("route", 0, "path") == ((8, 1, 8, 5), (8, 8, 8, 16))
    assert places("route", 1) == ((9, 3, 9, 8), (9, 3, 9, 8))
    assert places("route", 1, "path")[1] == (10, 8, 12, 9)
    assert places("route", 1, "extra", "a", "b") == ((14, 3, 14, 4), (14, 7, 14, 17))
    assert places("route", 1, "step", 1, "x")[1] == (18, 5, 18, 6)


def test_what_is_not_there_takes_the_place_of_the_nearest_thing_around_it() -> None:
    found = toml.positions(FORMS, "x.toml")
    assert place(found.value(("site", "framework", 3))) == (2, 2, 2, 6)
    assert place(found.value(("route", 0, "access"))) == (7, 3, 7, 8)
    assert found.value(("nothing",)) == Location("x.toml")


def test_values_are_those_of_toml() -> None:
    assert toml.load(FORMS)["site"] == {
        "origins": ["https://a.example", "b"],
        "static": {"/static/": "assets/", "deep": {"er": [1, [2, "é", 3]]}},
        "quoted A": {"bare": True},
    }
    assert toml.load(b"\xef\xbb\xbfday = 2027-01-31") == {"day": dt.date(2027, 1, 31)}


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"a = 1\nb = \n", 2, 5, "invalid value"),
        (b'\xc3\xa4 = "', 1, 1, "invalid statement"),
        (b'a = "\xc3\xa4\xc3\xa4\\q"', 1, 10, "unescaped '\\' in a string"),
        (b"[site]\r\na = [1]\r\n\r\na = [2]\r\n", 4, 1, "`site.a` is set twice, first in line 2"),
        (b"[a]\nb = 1\n[a]\n", 3, 2, "`a` is set twice, first in line 1"),
        (b"a = { b = 1, b = 2 }", 1, 14, "`a.b` is set twice, first in line 1"),
        (b"a = 1\n# \xff", 2, 3, "a byte that is not UTF-8"),
        (b"\xff\xfea\0", 1, 1, "saved as UTF-16, expected UTF-8"),
        (b"a = " + b"[" * 5000, 1, 1, "arrays or tables are nested too deeply"),
        (b"a = " + b"9" * 5000, 1, 1, "a number is too long"),
    ],
)
def test_what_is_no_toml_is_refused_at_its_place(data: bytes, line: int, column: int, message: str) -> None:
    with pytest.raises(toml.TomlError) as caught:
        toml.load(data)
    assert (caught.value.line, caught.value.column, caught.value.message) == (line, column, message)


def test_deep_and_broken_files_have_places_as_far_as_they_can_be_read() -> None:
    assert toml.positions(b"a = " + b"[" * 20_000 + b"]" * 20_000).value(("a",)).line == 1
    assert toml.positions(b"a = [1\nb = 2\n[c]\nd = 3\n").key(("c", "d")).line in {1, 4}


def test_a_long_line_takes_no_longer_than_many_lines() -> None:
    data = ("a = [" + '"é", ' * 50_000 + "]").encode()
    started = time.process_time()
    assert place(toml.positions(data).value(("a", 49_999))) == (1, 6 + 49_999 * 5, 1, 9 + 49_999 * 5)
    assert time.process_time() - started < 60


@given(st.binary(max_size=60) | st.text('[]{}=."\n #a1', max_size=40).map(str.encode))
def test_no_input_does_more_than_be_refused(data: bytes) -> None:
    toml.positions(data)
    with contextlib.suppress(toml.TomlError):
        toml.load(data)


KEYS = st.text("ab-_9", min_size=1, max_size=3) | st.text('é" .#', max_size=3).map(
    lambda text: f'"{text.replace(chr(34), "")}"'
)
SCALARS = st.sampled_from(["1", "true", '"é"', "'x'", "2027-01-31", "1.5"])
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"))
PAIRS = st.lists(st.tuples(KEYS, VALUES), max_size=4, unique_by=lambda pair: pair[0].strip('"'))
TABLES = st.lists(PAIRS, max_size=3)


@given(PAIRS, TABLES)
def test_the_text_at_a_place_is_the_value(top: list[tuple[str, str]], tables: list[list[tuple[str, str]]]) -> None:
    lines = [f"{key} = {value}" for key, value in top]
    for pairs in tables:
        lines += ["[[zz]] # rows", *(f"  {key} = {value}" for key, value in pairs)]
    text = "\n".join(lines)
    values = toml.load(text.encode())
    for path, location in toml.positions(text.encode()).values.items():
        shown = lines[location.line - 1][location.column - 1 : location.end_column - 1]
        value: object = values
        for step in path:
            value = value[step]  # type: ignore[index]
        assert tomli.loads(f"x = {shown}")["x"] == value
