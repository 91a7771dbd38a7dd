"""Words found in the text: the same in a large text, which is searched otherwise, as in a small one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.javascript.words import Places, find_names, find_texts

NAMES = frozenset({"s", "_", "ga", "gaq", "gtag", "adobe"})
LARGE = b"x" * 70_000
_PIECES = st.sampled_from(["s", "_", "ga", "gtag", "adobe", ".", "'", '"', "`", " ", "(", "\n", "=", "$", "a.b"])


@given(st.lists(_PIECES).map("".join))
def test_places_are_found_searched_or_indexed(text: str) -> None:
    data = text.encode()
    searched, indexed = Places(data), Places(data)
    indexed._left = -1
    for word in ("s", "_", "ga", "gtag", "adobe", "b"):
        assert searched.of(word) == indexed.of(word)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("gtag('event')", ["gtag"]),
        ("xgtag() gtagx() $gtag()", []),
        ("ga('send') ga", ["ga"]),
        ("window.s.t() window['s'] a . s", ["s", "s", "s"]),
        ("is.x ts", []),
        ("window._ && gaq.push", ["_", "gaq"]),
    ],
)
@pytest.mark.parametrize("around", [b"", LARGE])
def test_names_are_whole_words_in_any_text(code: str, found: list[str], around: bytes) -> None:
    hits = find_names(around + b";" + code.encode() + b";" + around, NAMES)
    assert [hit.word for hit in hits] == found
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


def test_a_single_letter_in_a_large_text_counts_only_behind_a_dot_or_in_quotes() -> None:
    code = b";s(1);s.t();"
    assert [hit.word for hit in find_names(code, NAMES)] == ["s", "s"]
    assert find_names(LARGE + code, NAMES) == []


@pytest.mark.parametrize("around", [b"", LARGE])
def test_texts_are_found_in_any_case_and_with_escaped_slashes(around: bytes) -> None:
    hits = find_texts(around + b"'HTTPS://Acme.example\\/x'", frozenset({"https://", "acme.example/x"}))
    assert [hit.word for hit in hits] == ["https://", "acme.example/x"]
