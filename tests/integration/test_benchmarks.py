"""The portal that the benchmark measures is what it says: large, clean, and the same every time."""

from __future__ import annotations

from pathlib import Path

from benchmarks import synthetic, tree
from tests.integration.conftest import Program


def test_portal_is_clean_and_its_pages_are_followed(tmp_path: Path, pixelgate: Program) -> None:
    shared = [(name.removeprefix("vendor/"), b"window.ready = true;") for name in tree.SHARED.values()]
    tree.write(tmp_path, [*shared, *synthetic.scripts(1_000_000)])
    done = pixelgate("check")
    assert done.code == 0
    assert "0 errors · 0 warnings · 0 notes · 0 exempted · 0 problems" in done.out
    assert f"40 guarded · {2000 + 42 + 2 + 2:,} files" in done.out


def test_portal_has_two_thousand_templates_and_is_the_same_every_time() -> None:
    first = dict(tree.templates())
    assert len(first) == 2000
    assert first == dict(tree.templates())


def test_scripts_made_up_are_as_many_as_asked_for_and_the_same_every_time() -> None:
    first = dict(synthetic.scripts(1_000_000))
    assert 1_000_000 <= sum(map(len, first.values())) < 1_001_000
    assert first == dict(synthetic.scripts(1_000_000))
