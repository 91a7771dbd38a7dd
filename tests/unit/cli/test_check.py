from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.unit.cli.conftest import MANIFEST, Program
from tests.unit.reporters.test_schemas import SARIF, schema


def test_a_reachable_tracker_fails_the_build(program: Program, portal: Path) -> None:
    ran = program("check")
    assert ran.code == 1
    assert ran.err == ""
    assert "└ templates/detail.html:1" in ran.out
    assert "templates/base.html:5:1" in ran.out
    assert "5 │ fbq('track', 'Schedule', {type: 'new patient'});" in ran.out
    assert ran.out.splitlines()[-1].startswith("✗ FAILED  The one guarded route is violated; ")


def test_a_repaired_portal_passes(program: Program, repaired: Path) -> None:
    ran = program("check")
    assert ran.code == 0
    assert "\n✓ PASSED  No tracker was found on the one guarded route; " in ran.out


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "markdown", "html"])
def test_the_format_never_changes_the_exit_code(program: Program, portal: Path, form: str) -> None:
    assert program("check", "--format", form).code == 1


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "markdown", "html"])
def test_the_format_never_changes_the_exit_code_of_a_pass(program: Program, repaired: Path, form: str) -> None:
    assert program("check", "--format", form).code == 0


def test_json_on_standard_output_follows_the_schema(program: Program, portal: Path) -> None:
    report = json.loads(program("check", "--format", "json").out)
    jsonschema.validate(report, schema("pixelgate-1"))
    event = next(finding for finding in report["findings"] if finding["rule"] == "tracker-event")
    assert event["location"] == {"path": "templates/base.html", "line": 5, "column": 1, "endLine": 5, "endColumn": 48}
    assert [hop["kind"] for hop in event["chain"]] == ["route", "extends"]


def test_several_outputs_in_one_run(program: Program, portal: Path) -> None:
    ran = program(
        "check", "--json", "r.json", "--sarif", "r.sarif", "--summary", "r.md", "--github", "-", "-f", "concise"
    )
    assert ran.code == 1
    assert "::error file=templates/base.html,line=4," in ran.out
    assert "templates/base.html:4:1: error" in ran.out
    assert json.loads(Path("r.json").read_text())["schema"] == "pixelgate/1"
    SARIF.validate(json.loads(Path("r.sarif").read_text()))
    assert Path("r.md").read_text().startswith("## 🛑 pixelgate\n")


def test_two_reports_for_machines_cannot_share_standard_output(program: Program, portal: Path) -> None:
    ran = program("check", "--json", "-")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("pixelgate: nothing was verified: standard output can take one report, not text and json")


def test_the_job_summary_is_appended_to(program: Program, portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = portal / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    program("check", "--summary", str(summary))
    assert summary.read_text().startswith("before\n## ")


def test_paths_of_code_hosts_start_at_the_repository(program: Program, portal: Path) -> None:
    (portal / "web").mkdir()
    for name in ("pixelgate.toml", "templates"):
        (portal / name).rename(portal / "web" / name)
    ran = program("check", "web", "--format", "github")
    assert ran.out.startswith("::error file=web/templates/base.html,")
    assert ran.code == 1


@pytest.mark.parametrize(("level", "code"), [("note", 1), ("warning", 1), ("error", 0)])
def test_the_command_line_decides_what_fails(program: Program, repaired: Path, level: str, code: int) -> None:
    hint = (
        '<link rel="preconnect" href="https://connect.facebook.net"><title>x</title>{% block content %}{% endblock %}'
    )
    (repaired / "templates" / "base.html").write_text(f"<!doctype html>{hint}")
    assert program("check", "--fail-on", level).code == code


def test_paths_narrow_what_is_shown_and_nothing_else(program: Program, portal: Path) -> None:
    (portal / "other").mkdir()
    (portal / "other" / "x.html").write_text("<p>x</p>")
    ran = program("check", "other")
    assert ran.code == 1
    assert "error[" not in ran.out
    assert "outside the given paths: counted, not shown." in ran.out
    shown = program("check", "templates/detail.html", "--format", "json")
    assert json.loads(shown.out)["findings"], "the chain goes through the page"


def test_a_folder_with_a_manifest_of_its_own_is_the_project(
    program: Program, portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(portal.parent)
    assert program("check", str(portal)).code == 1


def test_the_manifest_is_found_from_below(program: Program, portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(portal / "templates")
    assert program("check").code == 1


def test_a_hook_is_quiet_when_clean_and_short_when_not(program: Program, repaired: Path) -> None:
    assert program("check", "--hook").out == ""
    (repaired / "templates" / "base.html").write_text("<script>fbq('init', '1')</script>")
    ran = program("check", "--hook")
    assert ran.code == 1
    assert ran.out.startswith("templates/base.html:1:9: error PG101 tracker-loaded: ")
    assert program("check", "--hook", "--format", "text").out.startswith("/appointments/:id ─")


def test_quiet_still_writes_files(program: Program, repaired: Path) -> None:
    assert program("check", "-q", "--json", "r.json").out == ""
    assert Path("r.json").exists()


def test_colour_by_option_and_environment(program: Program, portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in program("check").out
    assert "\x1b[" in program("check", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in program("check").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in program("check").out
    assert "\x1b[" in program("check", "--color", "always").out
    assert "\x1b[" not in program("check", "--color", "never").out


def test_the_same_input_gives_the_same_bytes(program: Program, portal: Path) -> None:
    for form in ("text", "json", "sarif", "markdown"):
        assert program("check", "-f", form) == program("check", "-f", form)


def test_an_exemption_is_counted_and_shown_with_its_reason(program: Program, portal: Path) -> None:
    exemption = """
[[exempt]]
vendor = "meta-pixel"
routes = ["/appointments/:id"]
reason = "contract 2026-014"
baa = "legal/baa.pdf"
expires = 2999-01-31
"""
    (portal / "pixelgate.toml").write_text(MANIFEST + exemption)
    ran = program("check")
    assert ran.code == 0, ran.out
    assert "Found and permitted" in ran.out
    assert "contract 2026-014" in ran.out


def test_a_tracker_that_no_route_reaches_is_counted(program: Program, repaired: Path) -> None:
    before = program("check", str(repaired)).out
    (repaired / "lost.js").write_text("fbq('init', '123456789012345')\n// fbq('track', 'Lead')\n")
    after = program("check", str(repaired))
    assert "no route reaches" not in before
    assert "1 sighting of trackers lies in files that no route reaches" in after.out
    assert after.code == 0
