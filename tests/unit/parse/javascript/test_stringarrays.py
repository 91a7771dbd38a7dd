"""Strings that an obfuscator moved into an array are read; what is not understood is told, and all ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.facts import extract
from pixelgate.parse.javascript.decoders import from_base64, parse_int, rc4
from pixelgate.parse.javascript.stringarrays import looked_up
from pixelgate.source import Fragment
from pixelgate.vendors import catalog

FOLDER = Path(__file__).with_name("obfuscated")
HIDDEN = sorted(path for path in FOLDER.glob("*.js") if path.stem.count("."))
LOWER_FIRST = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/"
ARRAY = "function a(){var s=['fbq','7x','init'];a=function(){return s};return a()}"
DECODER = "function d(i){i=i-9;return a()[i]}"
TURN = "(function(s,n){for(;;)try{if(parseInt(d(9))/1===n)break;s.push(s.shift())}catch(e){s.push(s.shift())}})"
COUNTED = "var s=['a','b','c'];(function(q,n){var f=function(k){while(--k){q['push'](q['shift']())}};f(++n)}(s,0x1))"
MANY = "".join(f"function w{n}(i){{return w{n - 1}(i)+w{n - 1}(i)}}" for n in range(1, 60))


def said(path: Path) -> set[tuple[str, str, str]]:
    facts = extract("app.js", path.read_bytes(), catalog.load())
    assert facts.problems == ()
    return {(one.vendor, one.kind.value, one.id or one.event) for one in facts.sightings}


def read(code: str) -> str:
    found = looked_up(Fragment(code), "javascript")
    assert found.unread == ()
    return found.fragment.text


@pytest.mark.parametrize("path", HIDDEN, ids=lambda path: path.stem)
def test_what_an_obfuscator_wrote_says_what_it_was_made_of(path: Path) -> None:
    assert said(path) == said(FOLDER / f"{path.name.partition('.')[0]}.js")


def test_a_call_reads_as_its_string_and_stands_where_it_stood() -> None:
    code = f"{ARRAY}{DECODER}{TURN}(a,7);window[d(11)](d(10))"
    found = looked_up(Fragment(code), "javascript").fragment
    assert found.text.endswith('window["fbq"]("init")')
    at = found.text.index('"init"')
    assert found.span(at, at + 1).start == code.index("d(10))")
    assert found.span(at + 6, at + 7).start == code.index("d(10))") + 5


@pytest.mark.parametrize(
    ("code", "end"),
    [
        (f"{ARRAY}{DECODER};d(9)", '"fbq"'),
        (f"{ARRAY}{DECODER}var e=d;function w(k,i){{return e(i- -1,k)}}w('x',10)", '"init"'),
        (f"{ARRAY}{DECODER}var o={{k:0x2}};function w(i){{var p={{q:'0x7'}};return d(i- -p.q)}}w(o.k)", '"fbq"'),
        (f"{ARRAY}{DECODER}var i=9;d(i*1+2)", '"init"'),

        (f"{COUNTED};var d=function(i){{i=i-0x0;var v=s[i];return v}};d('0x0')", '"b"'),
    ],
)  # fmt: skip
def test_ways_to_an_index(code: str, end: str) -> None:
    assert looked_up(Fragment(code), "javascript").fragment.text.endswith(end)


@pytest.mark.parametrize(
    "code",
    [
        f"{ARRAY}{DECODER}{TURN}(a,8);window[d(11)](d(10))",
        f"{ARRAY}{DECODER}{TURN}(a,f());window[d(11)](d(10))",
        f"{ARRAY}{DECODER}{TURN.replace('/1', '/g()')}(a,7);window[d(11)](d(10))",
    ],
)
def test_an_array_that_is_not_understood_is_told_and_nothing_is_replaced(code: str) -> None:
    found = looked_up(Fragment(code), "javascript")
    assert found.fragment.text == code
    assert [span.start for span in found.unread] == [len("function ")]
    [problem, *_] = extract("app.js", code.encode(), catalog.load()).problems
    assert (problem.kind, problem.location.column) == ("dynamic-loader", len("function ") + 1)


@pytest.mark.parametrize(
    "code",
    [
        "queue.push(queue.shift())",
        "var s=['a','b'];(function(q){q.push(q.shift())})(s)",
        "(function(q,n){while(--n)q.push(q.shift())})(list,3)",
        "function once(f){var r;once=function(){return r};return r=f()}",
        "cache=function(){return value};return 1",
        "",
        "a['push'](a['shift']",
    ],
)
def test_other_code_stays_as_it_is(code: str) -> None:
    assert read(code) == code


@pytest.mark.parametrize(
    "code",
    [
        ARRAY + "function d(i){return d(i-1)}" + TURN + "(a,7);d(9)",
        ARRAY + DECODER + "function w0(i){return d(i)}" + MANY + "w59(9)",
        ARRAY + DECODER + "function w(i){return w(w(i))}w(9)",
        ARRAY.replace("'7x'", ",".join(["'9z'"] * 5_000)) + DECODER + TURN + "(a,7);d(9)",
        ARRAY + DECODER + "d(" + "-" * 3_000 + "9);d(" + "(" * 3_000 + "9" + ")" * 3_000 + ");d(9" + "+9" * 3_000 + ")",
        (ARRAY + DECODER + TURN + "(a,7);") * 40,
        "s.push(s.shift());" * 5_000,
        "$a" * 50_000 + ARRAY + DECODER,
    ],
)  # fmt: skip
def test_hostile_arrays_end(code: str) -> None:
    looked_up(Fragment(code), "javascript")


@given(st.text(max_size=20), st.text(min_size=1, max_size=8))
def test_what_a_key_encrypts_it_decrypts(text: str, key: str) -> None:
    assert rc4(rc4("".join(chr(ord(sign) % 256) for sign in text), key), key) == "".join(
        chr(ord(sign) % 256) for sign in text
    )


def test_known_encodings() -> None:
    assert rc4("Plaintext", "Key").encode("latin-1").hex() == "bbf316e8d940af0ad3"
    assert from_base64("zMjX", LOWER_FIRST) == "fbq"
    assert from_base64("w6k=", LOWER_FIRST.swapcase()) == "é"
    assert from_base64("/w==", LOWER_FIRST.swapcase()) is None
    assert (from_base64("fbq'", LOWER_FIRST), from_base64("é", LOWER_FIRST)) == (None, None)


@pytest.mark.parametrize(
    ("text", "number"), [("12ab", 12), (" -0x1Fz", -31), ("+7", 7), ("x1", None), ("", None), ("1e3", 1)]
)
def test_parse_int_is_that_of_javascript(text: str, number: float | None) -> None:
    assert parse_int(text) == number
