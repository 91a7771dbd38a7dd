"""Run Markdown as a specification: the rule pages under docs/rules, and the pages beside this file.

A heading is a case; it has the files of the headings around it. "`path`:" and a fence are a file of an in-memory tree,
one named ``pixelgate.toml`` is the manifest, a ``hex`` fence holds bytes; "`path` before:" is how it was, for what
compares. A ``findings`` fence holds what ``check``
must say, a line each::

    path:line:column CODE severity vendor event (status) -> route, route

without what does not apply (no vendor, no event, status open, no route; a host stands for a vendor nobody knows). A
page of a rule sees its own rule's findings only. A ``message`` fence holds the first of them in words. An empty
``findings`` fence: nothing is found. ``pytest tests/spec --update`` rewrites both; a human reads the diff.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from pixelgate.findings.baseline import FILE, Entry, load
from pixelgate.findings.model import Finding, Status
from pixelgate.findings.relaxations import Previous
from pixelgate.findings.terms import Terms
from pixelgate.manifest import Known, load_manifest
from pixelgate.manifest.model import Manifest
from pixelgate.pipeline import check
from pixelgate.rules import ALL_RULES
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog as vendors

ROOT = Path(__file__).parents[2]
PAGES = (*sorted((ROOT / "docs/rules").glob("*.md")), *sorted(Path(__file__).parent.glob("*.md")))
TODAY = dt.date(2026, 11, 22)
MANIFEST = "pixelgate.toml"

_HEADING = re.compile(r"(#+) (.+)")
_FENCE = re.compile(r"(`{3,})(\w*)")
BEFORE = "before/"
_FILE = re.compile(r"`([^`]+)`( before)?:")


class Fence(msgspec.Struct, frozen=True):
    """A fenced block: its language, the text in it, and the lines (from 0) between its fences."""

    language: str
    text: str
    start: int
    end: int


class Case(msgspec.Struct, frozen=True):
    """One heading's example: the files it sees and what is expected of them."""

    page: Path
    title: str
    files: dict[str, bytes]
    expected: tuple[Fence, ...]

    def fence(self, language: str) -> Fence | None:
        return next((fence for fence in self.expected if fence.language == language), None)


def cases(page: Path) -> Iterator[Case]:
    """Yield the cases of a page, in its order."""
    lines = page.read_text("utf-8").split("\n")
    outline: list[tuple[int, str, dict[str, bytes], list[Fence]]] = [(0, page.stem, {}, [])]
    name, at = "", 0
    while at < len(lines):
        line, at = lines[at], at + 1
        if fence := _FENCE.fullmatch(line):
            block = Fence(fence[2], "", at, lines.index(fence[1], at))
            block = msgspec.structs.replace(
                block, text="\n".join([*lines[at : block.end], ""]) if block.end > at else ""
            )
            if name:
                outline[-1][2][name] = bytes.fromhex(block.text) if block.language == "hex" else block.text.encode()
            elif block.language in {"findings", "message"}:
                outline[-1][3].append(block)
            name, at = "", block.end + 1
        elif heading := _HEADING.fullmatch(line):
            yield from _case(page, outline)
            while outline and outline[-1][0] >= len(heading[1]):
                outline.pop()
            outline.append((len(heading[1]), heading[2], {}, []))
        elif line:
            named = _FILE.fullmatch(line)
            name = (BEFORE if named[2] else "") + named[1] if named else ""
    yield from _case(page, outline)


def _case(page: Path, outline: list[tuple[int, str, dict[str, bytes], list[Fence]]]) -> Iterator[Case]:
    files = {path: text for _, _, own, _ in outline for path, text in own.items()}
    if outline and outline[-1][3]:
        yield Case(page, outline[-1][1], files, tuple(outline[-1][3]))
        outline[-1][3].clear()


def run(case: Case) -> dict[str, str]:
    """Return what the checker says of a case, by the language of the fence it belongs in."""
    before = {path.removeprefix(BEFORE): data for path, data in case.files.items() if path.startswith(BEFORE)}
    now = {path: data for path, data in case.files.items() if not path.startswith(BEFORE)}
    changed = tuple(sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path)))
    previous = Previous("before", _manifest(before), before.get, _accepted(before), changed=changed) if before else None
    terms = Terms(TODAY, _accepted(now), previous=previous)
    found = check(MemoryTree(now), _manifest(now), vendors.load(), terms).findings
    own = case.page.stem if case.page.stem in {rule.info.name for rule in ALL_RULES} else ""
    shown = [finding for finding in found if own in {"", finding.rule.name}]
    said = message(shown[0]) if shown else ""
    return {"findings": "".join(f"{concise(finding)}\n" for finding in shown), "message": said}


def _manifest(files: Mapping[str, bytes]) -> Manifest:
    known = Known(frozenset(vendors.load().vendors), {rule.info.code: rule.info.name for rule in ALL_RULES})
    return load_manifest(files[MANIFEST], MANIFEST, known)


def _accepted(files: Mapping[str, bytes]) -> tuple[Entry, ...]:
    return load(files.get(FILE, b""), FILE)


def concise(finding: Finding) -> str:
    """Return a finding on one line."""
    place = f"{finding.location.path}:{finding.location.line}:{finding.location.column}"
    event = finding.sighting.event if finding.sighting else ""
    status = f"({finding.status})" if finding.status is not Status.OPEN else ""
    routes = ", ".join(verdict.chain.steps[0].text for verdict in finding.verdicts)
    written = (
        f"(from {finding.original.path}:{finding.original.line}:{finding.original.column})" if finding.original else ""
    )
    words = [place, written, finding.rule.code, finding.severity, finding.vendor or finding.host, event, status]
    return " ".join(word for word in [*words, f"-> {routes}" if routes else ""] if word)


def message(finding: Finding) -> str:
    """Return a finding in words: what, where, what would leave, what to do, and why an exception did not count."""
    said = finding.message
    leaves = [f"  {leak.category or '-'}: {leak.what} ({leak.reason})" for leak in said.leaves]
    lines = [said.what, said.where, *(["Would leave:"] if leaves else []), *leaves, said.remedy, finding.because]
    return "".join(f"{line}\n" for line in lines if line)


def rewrite(page: Path, title: str, told: dict[str, str]) -> None:
    """Put what the checker says into the fences of a case."""
    case = next(case for case in cases(page) if case.title == title)
    lines = page.read_text("utf-8").split("\n")
    for fence in sorted(case.expected, key=lambda fence: -fence.start):
        lines[fence.start : fence.end] = told[fence.language].splitlines()
    page.write_text("\n".join(lines), "utf-8")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        found = [case for page in PAGES for case in cases(page)]
        metafunc.parametrize("case", found, ids=[f"{case.page.stem}: {case.title}" for case in found])


@pytest.fixture
def told(case: Case, request: pytest.FixtureRequest) -> dict[str, str]:
    """Return what the checker says of a case; with ``--update``, after writing it into the page."""
    said = run(case)
    if request.config.getoption("--update", default=False):
        rewrite(case.page, case.title, said)
        pytest.skip("expectation rewritten")
    return said


@pytest.fixture
def pages() -> dict[str, tuple[Case, ...]]:
    """Return the cases of every rule page, by the page's name."""
    return {page.stem: tuple(cases(page)) for page in PAGES}
