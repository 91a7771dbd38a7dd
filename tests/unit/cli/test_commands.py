from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from tests.unit.cli.conftest import Program
from tests.unit.reporters.test_schemas import schema

from pixelgate import __version__
from pixelgate.cli import progress as bar
from pixelgate.cli.pages import page
from pixelgate.cli.program import COMMANDS


def test_sightings_need_no_manifest(program: Program, portal: Path) -> None:
    (portal / "pixelgate.toml").unlink()
    ran = program("sightings")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "templates/base.html\n"
        "  4:1  meta-pixel  init       1234567890\n"
        "  5:1  meta-pixel  event      Schedule  (type)\n"
        "\n"
        "2 sightings of 1 vendor; 2 files read, 0 problems.\n"
    )


def test_sightings_follow_their_schema(program: Program, portal: Path) -> None:
    found = json.loads(program("sightings", "--format", "json").out)
    jsonschema.validate(found, schema("pixelgate-sightings-1"))
    assert [(row["line"], row["kind"], row["event"]) for row in found["sightings"]] == [
        (4, "init", None),
        (5, "event", "Schedule"),
    ]


def test_sightings_of_a_path_only(program: Program, portal: Path) -> None:
    found = json.loads(program("sightings", "-f", "json", "templates/detail.html").out)
    assert found["sightings"] == []


def test_a_folder_that_is_named_is_read_though_git_ignores_it(program: Program, empty: Path) -> None:
    (empty / ".git").rmdir()
    subprocess.run(["git", "init", "-q"], check=True)
    (empty / ".gitignore").write_text("dist\n")
    (empty / "dist").mkdir()
    (empty / "dist" / "app.js").write_text("fbq('track', 'Lead');")
    assert "dist/app.js\n  1:1  meta-pixel  event      Lead\n" in program("sightings", "dist").out


@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown"])
def test_sightings_and_routes_in_every_form_to_a_file(program: Program, portal: Path, form: str) -> None:
    for command in ("sightings", "routes"):
        ran = program(command, "--format", form, "-o", f"{command}.out")
        assert (ran.code, ran.out, ran.err) == (0, "", "")
        assert Path(f"{command}.out").read_text()


def test_routes_as_a_page(program: Program, portal: Path) -> None:
    page = program("routes", "-f", "html").out
    assert "<td>meta-pixel</td>" in page
    assert '<td class="violating">violating</td>' in page


def test_routes(program: Program, portal: Path) -> None:
    assert program("routes").out == (
        "route              access         bears        trackers    pages                  verdict\n"
        "/appointments/:id  authenticated  appointment  meta-pixel  templates/detail.html  violating\n"
    )


@pytest.mark.parametrize("route", ["/appointments/:id", "/appointments/17", "/appointments/17?from=mail"])
def test_trace_takes_a_row_or_an_address(program: Program, portal: Path, route: str) -> None:
    ran = program("trace", route)
    assert ran.out.splitlines()[:3] == [
        "/appointments/:id  authenticated, bears appointment",
        "└ templates/detail.html  page",
        "  └ templates/base.html  extends, line 1",
    ]
    assert "●" in ran.out


def test_trace_for_machines(program: Program, portal: Path) -> None:
    files = json.loads(program("trace", "/appointments/1", "-f", "json").out)["files"]
    assert [entry["path"] for entry in files] == ["templates/detail.html", "templates/base.html"]


@pytest.mark.parametrize("name", ["tracker-event", "PG102", "pg102"])
def test_explain_by_name_or_code(program: Program, empty: Path, name: str) -> None:
    ran = program("explain", name)
    assert ran.code == 0
    assert ran.out.startswith("tracker-event (PG102)\n")
    assert "fbq(" not in ran.out


def test_explain_shows_the_page_as_it_is(program: Program, empty: Path) -> None:
    assert (
        program("explain", "tracker-event", "-f", "markdown", "--examples").out.strip() == page("tracker-event").strip()
    )


def test_every_rule_can_be_explained(program: Program, empty: Path) -> None:
    rules = json.loads(program("rules", "-f", "json").out)["rules"]
    assert rules
    for rule in rules:
        assert rule["rule"] in program("explain", rule["code"]).out


def test_every_vendor_can_be_told_of(program: Program, empty: Path) -> None:
    listed = json.loads(program("vendors", "-f", "json").out)["vendors"]
    assert "meta-pixel" in {row["name"] for row in listed}
    for row in listed:
        ran = program("vendors", row["name"])
        assert ran.code == 0
        assert row["vendor"] in ran.out
        assert json.loads(program("vendors", row["name"], "-f", "json").out)["slug"] == row["name"]


@pytest.mark.parametrize("of", ["manifest", "check", "sightings"])
def test_schemas_are_printed(program: Program, empty: Path, of: str) -> None:
    jsonschema.validators.validator_for(json.loads(program("schema", of).out)).check_schema(
        json.loads(program("schema", of).out)
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(program: Program, empty: Path, shell: str) -> None:
    assert "_PIXELGATE_COMPLETE" in program("completion", shell).out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches(program: Program, empty: Path, command: str) -> None:
    ran = program(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: pixelgate {command} ")
    assert len(ran.out.splitlines()) > 5


def test_the_help_names_every_command(program: Program, empty: Path) -> None:
    ran = program("--help")
    assert ran.code == 0
    assert all(f"\n  {command} " in ran.out for command in COMMANDS)


def test_the_version_imports_nothing_of_the_program() -> None:
    asked = [sys.executable, "-X", "importtime", "-m", "pixelgate", "--version"]
    ran = subprocess.run(asked, check=True, capture_output=True, text=True)
    assert ran.stdout == f"pixelgate {__version__}\n"
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert imported & {"click", "msgspec", "tree_sitter", "turbohtml", "pixelgate.pipeline"} == set()


def test_the_bar_waits_a_second_and_goes_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 0.5, 1.5, 1.55, 1.7])
    monkeypatch.setattr("pixelgate.cli.progress.time.monotonic", lambda: next(clock))
    drawn = bar.Bar()
    for done in (1, 2, 3, 4):
        drawn.draw(done, 4)
    drawn.clear()
    assert capsys.readouterr().err == (
        f"\r\x1b[K  reading {'━' * 15}{'─' * 15} 2 of 4 files\r\x1b[K  reading {'━' * 30} 4 of 4 files\r\x1b[K"
    )


def test_no_bar_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with bar.progress() as step:
        assert step is None


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("pixelgate ch", "check"),
        ("pixelgate explain tracker-e", "tracker-event"),
        ("pixelgate vendors meta-p", "meta-pixel"),
    ],
)
def test_a_shell_completes_commands_rules_and_vendors(words: str, offered: str) -> None:
    asked = {"_PIXELGATE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    code = "import sys; sys.argv[0] = 'pixelgate'; from pixelgate.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **asked}, capture_output=True, text=True, check=False
    )
    assert done.stdout == f"plain,{offered}\n"
