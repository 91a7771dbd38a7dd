"""What fuzzing found stays fixed, and its targets hold for any bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.targets import FILES, TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st

CORPUS = Path(__file__).parents[2] / "fuzz" / "corpus"
INPUTS = sorted(CORPUS.glob("*/*"))
WORDS = [line.strip('"') for line in (CORPUS.parent / "words.dict").read_text().splitlines()]
PIECES = st.sampled_from([word.encode("utf-8", "surrogatepass") for word in WORDS])
DATA = st.one_of(st.binary(max_size=80), st.lists(st.one_of(PIECES, st.binary(max_size=3)), max_size=20).map(b" ".join))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_input_that_was_a_finding(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_for_any_bytes(name: str) -> None:
    @settings(max_examples=25, derandomize=True)
    @given(kind=st.integers(0, len(FILES) - 1), data=DATA)
    def holds(kind: int, data: bytes) -> None:
        TARGETS[name](bytes([kind]) + data)

    holds()
