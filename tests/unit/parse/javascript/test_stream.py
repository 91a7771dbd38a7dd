"""The stream of rows of server components, put together from what a page pushes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.javascript.stream import Row, joined, pieces, rows
from pixelgate.source import Fragment


def pushed(*texts: str) -> str:
    """Return what Next writes for pieces of a stream."""
    return "".join(f"self.__next_f.push([1,{json.dumps(text, ensure_ascii=False)}])" for text in texts)


def stream_of(*scripts: str) -> Fragment:
    return joined([(Fragment(one), pieces(one) or ()) for one in scripts])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(self.__next_f=self.__next_f||[]).push([0])", ()),
        ("(self.__next_f = self.__next_f || []).push([0]);self.__next_f.push([2,null])\n", ()),
        ('self.__next_f.push([1,"a\\"b"])', ((23, 27),)),
        ('self.__next_f.push([1,"a"]);fbq("init")', None),
        ("fbq(self.__next_f)", None),
        ('self.__next_f.push([1,"a])', None),
        ("", None),
    ],
)
def test_a_script_pushes_pieces_or_is_none(text: str, expected: tuple[tuple[int, int], ...] | None) -> None:
    assert pieces(text) == expected


def test_rows_run_across_pieces_and_keep_their_places() -> None:
    first, second = pushed('1:"a'), pushed('b"\n2:["\u00e9"]\n')
    whole = first + second
    cut = len(first)
    stream = joined(
        [(Fragment(whole).slice(0, cut), pieces(first) or ()), (Fragment(second, cut), pieces(second) or ())]
    )
    assert stream.text == '1:"ab"\n2:["\u00e9"]\n'
    assert list(rows(stream.text)) == [Row("1", "", 2, 6), Row("2", "", 9, 14)]
    at = stream.span(4, 5)
    assert whole[at.start : at.end] == "b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('5:T3,a\n"6:null\n', [Row("5", "T", 5, 8), Row("6", "", 10, 14)]),
        ("5:T4,\u00e9\u00e96:null", [Row("5", "T", 5, 7), Row("6", "", 9, 13)]),  # a size counts bytes
        ("5:Tff,a", [Row("5", "T", 6, 7)]),
        ('9:I[59,[],""]\na:HL["/a.css","style"]\n', [Row("9", "I", 3, 13), Row("a", "H", 17, 36)]),
        (':HL["/a.css"]\nnothing\nb:{}', [Row("", "H", 2, 13), Row("b", "", 24, 26)]),
        ("", []),
    ],
)
def test_rows(text: str, expected: list[Row]) -> None:
    assert list(rows(text)) == expected


@given(st.text(st.characters(codec="utf-8")), st.integers(1, 9))
def test_any_text_survives_being_cut_into_pieces(text: str, size: int) -> None:
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    assert stream_of(pushed(*parts)).text == text if parts else True


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_a_text_ends_where_its_bytes_end(text: str) -> None:
    stream = f"5:T{len(text.encode()):x},{text}6:null\n"
    assert [stream[row.start : row.end] for row in rows(stream)] == [text, "null"]


@given(st.text(alphabet='0:TIH[]{}"$,\\\n\ud83da', max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for row in rows(text):
        assert 0 <= row.start <= row.end <= len(text)
    pieces(f"self.__next_f.push([1,{text}])")
