"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.decode import decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (codecs.BOM_UTF8 + "é".encode(), "é"),
        ("<p>é".encode("utf-16"), "<p>é"),
        (codecs.BOM_UTF16_BE + "<p>é".encode("utf-16-be"), "<p>é"),
        ("<html>".encode("utf-16-le"), "<html>"),
        (b"<meta charset=windows-1251>\xcf", "<meta charset=windows-1251>П"),
        ("<meta charset=shift_jis>日".encode("shift_jis"), "<meta charset=shift_jis>日"),
        ("<meta charset=iso-8859-1>é".encode(), "<meta charset=iso-8859-1>é"),
        (b"caf\xe9 \x80", "café €"),
        ("a\ufdd0b".encode(), "a\ufffdb"),
    ],
)
def test_markup(data: bytes, text: str) -> None:
    assert decode(data, markup=True) == text


def test_a_script_without_a_mark_is_utf8_or_windows_1252() -> None:
    assert decode("'é'".encode(), markup=False) == "'é'"
    assert decode(b"'<meta charset=shift_jis>\x80'", markup=False) == "'<meta charset=shift_jis>€'"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0", b"text\0more"])
def test_binary_is_no_text(data: bytes) -> None:
    assert decode(data, markup=True) is None


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_text_that_can_be_written_or_none(data: bytes, markup: bool) -> None:
    text = decode(data, markup=markup)
    assert text is None or ("\r" not in text and text.encode() is not None)


def test_a_lone_surrogate_does_not_survive() -> None:
    text = decode(codecs.BOM_UTF16_LE + b"\x00\xd8" + "x".encode("utf-16-le"), markup=True)
    assert text is not None
    assert text.encode().decode() == text


GROUPS = {
    "é": "utf-8 macintosh windows-1252",
    "ł": "iso-8859-2 windows-1250",
    "П": "ibm866 iso-8859-5 koi8-r koi8-u windows-1251",
    "π": "iso-8859-7 windows-1253",
    "א": "iso-8859-8 windows-1255",
    "ก": "windows-874",
    "ş": "windows-1254",
    "ش": "windows-1256",
    "ā": "windows-1257",
    "中": "gbk gb18030 big5",
    "日": "euc-jp shift_jis iso-2022-jp",
    "한": "euc-kr",
}
LETTERS = {label: letter for letter, labels in GROUPS.items() for label in labels.split()}
CODECS = {"windows-874": "cp874", "macintosh": "mac-roman", "windows-1254": "cp1254"}


@pytest.mark.parametrize("label", LETTERS)
def test_every_encoding_that_browsers_know_by_its_label(label: str) -> None:
    page = f"<meta charset={label}><p>{LETTERS[label] * 3}</p><script>fbq('init', '1')</script>"
    text = decode(page.encode(CODECS.get(label, label)), markup=True)
    assert text is not None
    assert "<script>fbq('init', '1')</script>" in text
    if label != "iso-2022-jp":
        assert text == page


def test_escapes_of_iso_2022_jp_part_no_word() -> None:
    assert decode(b"<meta charset=iso-2022-jp><script>f\x1b(Bb\x1b(Jq(1)", markup=True) == (
        "<meta charset=iso-2022-jp><script>fbq(1)"
    )
