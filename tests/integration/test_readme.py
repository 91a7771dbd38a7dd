"""The README shows what the program does: its output, what it reads, and examples that work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.integration.conftest import EXAMPLES, ROOT, Program

from pixelgate.parse.dialects import EXTENSIONS

README = ROOT / "README.md"
OUTPUT = re.compile(r"(?s)(?<=```text\n).*?(?=```)")
READS = re.compile(r"(?s)(?<=\n)It reads files that end in.*?(?=\n\n)")
SHOWN = "static/js/scheduling.js"


def reads() -> str:
    """Return the sentence about what is read, in lines of 120 characters."""
    words = [f"`{extension}`" for extension in EXTENSIONS]
    lines = ["It reads files that end in"]
    for word in [*(f"{word}," for word in words[:-2]), words[-2], "and", f"{words[-1]}."]:
        if len(lines[-1]) + 1 + len(word) > 120:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return "\n".join(lines)


@pytest.fixture
def output(pixelgate: Program) -> str:
    """Return the first finding about a script, and the verdict."""
    shown = pixelgate("check", SHOWN, cwd=EXAMPLES / "novant", COLUMNS="100")
    whole = pixelgate("check", cwd=EXAMPLES / "novant", COLUMNS="100")
    first = shown.out.split("\n  error[")[:2]
    return "\n  error[".join(first).rstrip() + "\n\n" + whole.out.rstrip().rsplit("\n", 1)[1] + "\n"


def test_output_and_list_are_those_of_the_program(output: str, request: pytest.FixtureRequest) -> None:
    text = README.read_text("utf-8")
    made = READS.sub(lambda _: reads(), OUTPUT.sub(lambda _: output, text, count=1))
    if request.config.getoption("--update"):
        README.write_text(made, "utf-8")
        pytest.skip("README rewritten")
    assert made == text


def test_first_screen_has_the_two_commands_and_what_it_is() -> None:
    lines = README.read_text("utf-8").splitlines()[:20]
    assert "make demo" in "\n".join(lines)
    assert "make test" in "\n".join(lines)


def test_the_manifest_of_the_quick_start_is_one(pixelgate: Program, tmp_path: Path) -> None:
    found = re.search(r"(?s)```toml\n(.*?)```", README.read_text("utf-8"))
    assert found
    (tmp_path / "pixelgate.toml").write_text(found[1], "utf-8")
    for name in ("templates/appointments/detail.html", "templates/careers.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<p>Hello</p>\n", "utf-8")
    assert pixelgate("check").code == 0


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/performance.md"])
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\(((?!https?://|#)[^)#]+)", page.read_text("utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]
