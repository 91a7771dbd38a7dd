"""One pass finds the words that searches of a script begin with, at the places of the text's own characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.marks import WORDS, Marks


def test_words_are_found_as_they_are_written() -> None:
    found = Marks("import x; Import y; importScripts(z)")
    assert found.of("import") == [0, 20]
    assert found.of("importScripts") == [20]
    assert found.folded("import") == [0, 10, 20]


def test_foreign_letters_move_no_place() -> None:
    text = "é İ \udc80 😀 require('a')"
    assert Marks(text).of("require") == [text.index("require")]


def test_a_word_that_is_not_listed_is_a_defect() -> None:
    with pytest.raises(KeyError):
        Marks("").of("nobody asked for it")


@given(st.lists(st.sampled_from([*WORDS, " ", "é", "x", "İ", "\0"]), max_size=12).map("".join))
def test_the_places_are_those_of_a_search_for_each_word(text: str) -> None:
    found = Marks(text)
    for word in WORDS:
        assert found.of(word) == [at for at in range(len(text)) if text.startswith(word, at)]
