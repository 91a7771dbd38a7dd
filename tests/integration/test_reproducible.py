"""The same input gives the same bytes: whatever the order of files, the processes, locale, zone or hashing."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from tests.integration.conftest import EXAMPLES, Program, repository

from pixelgate import pipeline
from pixelgate.cli.project import load
from pixelgate.findings.terms import Terms
from pixelgate.reading import How, work
from pixelgate.reporters import json as json_report
from pixelgate.tree import DiskTree

SURROUNDINGS: tuple[dict[str, str], ...] = (
    {},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "TZ": "UTC+1"},
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return repository(tmp_path / "project", of=EXAMPLES / "novant")


def test_surroundings_and_processes_leave_no_trace(project: Path, pixelgate: Program) -> None:
    lines = "const x = {a: 1};\n" * 20_000
    for number in range(3):
        text = f"import './large{(number + 1) % 3}.js';\nfbq('track', 'Lead{number}');\n{lines}"
        (project / f"static/js/large{number}.js").write_text(text)
    plain = _outputs(pixelgate, project, "--no-cache", "--jobs", "1")
    for number, surroundings in enumerate(SURROUNDINGS):
        assert _outputs(pixelgate, project, "--jobs", str(number + 1), **surroundings) == plain


def _outputs(program: Program, root: Path, *arguments: str, **surroundings: str) -> list[bytes]:
    outputs = [root.parent / form for form in ("json", "sarif", "summary", "html")]
    wanted = [word for path in outputs for word in (f"--{path.name}", str(path))]
    ran = program("check", "--no-second-reading", "--quiet", *wanted, *arguments, cwd=root, **surroundings)
    assert ran.code == 1, ran.err
    written = [path.read_bytes() for path in outputs]
    for path in outputs:
        path.unlink()
    return written


def test_reading_in_any_order_by_any_number_of_processes_is_the_same(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All work is shared here, in small chunks, so that many processes take turns."""
    for name, value in (("ENOUGH", 0), ("CHUNK_BYTES", 1), ("SHARE", 1000)):
        monkeypatch.setattr(work, name, value)
    expected = _report(project, DiskTree(project), jobs=1)
    for seed in range(2):
        assert _report(project, Shuffled(project, seed), jobs=seed + 2) == expected


class Shuffled(DiskTree):
    """A tree that lists its files in another order."""

    def __init__(self, root: Path, seed: int) -> None:
        super().__init__(root)
        self._dice = random.Random(seed)  # noqa: S311 - any other order will do

    def paths(self) -> tuple[str, ...]:
        return tuple(self._dice.sample(super().paths(), len(super().paths())))


def _report(root: Path, tree: DiskTree, *, jobs: int) -> str:
    found = load(root / "pixelgate.toml")
    report = pipeline.check(tree, found.manifest, found.catalog, Terms(dt.date(2026, 1, 1)), how=How(jobs))
    return json_report.render(report)
