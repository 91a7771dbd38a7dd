"""``baseline`` and ``check --base`` as they are used: in a repository, over commits."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Program

FILE = Path("pixelgate-baseline.jsonl")
APPROVALS = Path("pixelgate-approvals.jsonl")


@pytest.fixture
def repository(portal: Path) -> Path:
    """Stand in the portal as a repository with one commit."""
    (portal / ".git").rmdir()
    git("init", "-q")
    commit()
    return portal


def git(*arguments: str) -> None:
    found = shutil.which("git") or "git"
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run([found, *identity, *arguments], check=True)


def commit() -> None:
    git("add", "-A")
    git("commit", "-q", "-m", "state")


def test_what_is_accepted_passes_and_what_is_new_fails(program: Program, portal: Path) -> None:
    assert program("check").code == 1
    created = program("baseline", "create", "--reason", "there since 2023")
    assert (created.code, created.out.split(":")[0]) == (0, str(FILE))
    passed = program("check")
    assert passed.code == 0
    assert "Accepted by pixelgate-baseline.jsonl: there since 2023." in " ".join(passed.out.split())
    assert "No tracker was found" not in passed.out
    assert passed.out.splitlines()[-1].startswith("✓ PASSED  Nothing stops the build: ")
    base = portal / "templates" / "base.html"
    base.write_text("<!-- moved -->\n\n" + base.read_text())
    assert program("check").code == 0
    base.write_text(base.read_text().replace("'Schedule'", "'Lead'"))
    assert program("check").code == 1


def test_create_keeps_reasons_diff_tells_and_prune_removes(program: Program, portal: Path) -> None:
    program("baseline", "create", "--reason", "old")
    before = FILE.read_text()
    assert program("baseline", "diff").code == 0
    base = portal / "templates" / "base.html"
    text = base.read_text()
    base.write_text(text.replace("</script>", "fbq('track', 'Lead');</script>", 1))
    diff = program("baseline", "diff")
    assert (diff.code, {line[0] for line in diff.out.splitlines()}) == (1, {"+"})
    program("baseline", "create", "--reason", "new")
    reasons = [json.loads(line)["reason"] for line in FILE.read_text().splitlines()]
    assert (reasons.count("old"), reasons.count("new")) == (len(before.splitlines()), len(diff.out.splitlines()))
    base.write_text(text)
    assert {line[0] for line in program("baseline", "diff").out.splitlines()} == {"-"}
    pruned = program("baseline", "prune")
    assert (pruned.code, FILE.read_text()) == (0, before)


def test_show_lists_what_is_accepted(program: Program, portal: Path) -> None:
    assert program("baseline", "show").out == "There is no pixelgate-baseline.jsonl.\n"
    program("baseline", "create", "--reason", "\x1b[31mred")
    shown = program("baseline", "show").out
    assert "templates/base.html  tracker-loaded meta-pixel on /appointments/:id: " in shown
    assert "\x1b" not in shown
    assert program("baseline", "show", "--format", "json").out == FILE.read_text()


def test_a_broken_baseline_is_refused_with_its_line(program: Program, portal: Path) -> None:
    FILE.write_text("\n<<<<<<< ours\n")
    ran = program("check")
    assert ran.code == 2
    assert ran.err.startswith("pixelgate: nothing was verified: pixelgate-baseline.jsonl has a mistake\n")
    assert "pixelgate-baseline.jsonl:2:1" in ran.err


def test_an_empty_reason_is_refused(program: Program, portal: Path) -> None:
    ran = program("baseline", "create", "--reason", " ")
    assert (ran.code, FILE.exists()) == (2, False)


def test_a_relaxation_is_told_against_a_revision(program: Program, repository: Path) -> None:
    manifest = repository / "pixelgate.toml"
    manifest.write_text(manifest.read_text().replace('phi = ["appointment"]', "phi = []"))
    assert "gate-relaxed" not in program("check").out
    report = json.loads(program("check", "--base", "HEAD", "--format", "json").out)
    (told,) = [finding for finding in report["findings"] if finding["code"] == "PG407"]
    assert told["severity"] == "warning"
    assert told["message"].startswith(
        "This change relaxes the gate. The route `/appointments/:id` no longer bears appointment."
    )
    assert told["location"]["line"] == 10


def test_a_new_comment_is_told_and_an_old_one_is_not(program: Program, repository: Path) -> None:
    base = repository / "templates" / "base.html"
    base.write_text(base.read_text() + "<!-- pixelgate: ignore[tracker-hint] -- old -->\n")
    commit()
    base.write_text(base.read_text() + "<!-- pixelgate: ignore[tracker-event] -- new -->\n")
    out = " ".join(program("check", "--base", "HEAD").out.split())
    assert "A comment suppresses tracker-event. The reason given: New." in out
    assert "suppresses tracker-hint" not in out


@pytest.mark.parametrize("owned", [True, False])
def test_an_approval_counts_where_someone_owned_the_file(program: Program, repository: Path, owned: bool) -> None:
    manifest = repository / "pixelgate.toml"
    strict = manifest.read_text().replace("[policy]", '[policy]\nrelaxations = "fail"')
    manifest.write_text(strict.replace('"public"', '"error"', 1))
    (repository / "templates" / "base.html").write_text("<!doctype html>{% block content %}{% endblock %}\n")
    if owned:
        (repository / "CODEOWNERS").write_text(f"/{APPROVALS} @privacy\n")
    commit()
    manifest.write_text(strict.replace('relaxations = "fail"', 'relaxations = "allow"'))
    assert program("check", "--base", "HEAD").code == 1
    approved = program("baseline", "approve", "--base", "HEAD", "--reason", "seen by the privacy office")
    assert (approved.code, approved.out) == (0, "pixelgate-approvals.jsonl: 2 entries added.\n")
    assert program("check", "--base", "HEAD").code == (0 if owned else 1)


@pytest.mark.parametrize("revision", ["nosuch", "--output=x", ""])
def test_a_revision_that_is_not_there_is_refused(program: Program, repository: Path, revision: str) -> None:
    ran = program("check", f"--base={revision}")
    assert ran.code == 2
    assert f"--base {revision}: this clone has no such revision" in ran.err


def test_a_project_that_had_no_manifest_has_nothing_to_compare(program: Program, repository: Path) -> None:
    manifest = (repository / "pixelgate.toml").read_text()
    git("rm", "-q", "pixelgate.toml")
    commit()
    (repository / "pixelgate.toml").write_text(manifest)
    assert "gate-relaxed" not in program("check", "--base", "HEAD").out


def test_a_manifest_that_was_broken_is_said(program: Program, repository: Path) -> None:
    manifest = repository / "pixelgate.toml"
    text = manifest.read_text()
    manifest.write_text("version = 2\n")
    commit()
    manifest.write_text(text)
    assert "The manifest of HEAD cannot be compared with this one" in " ".join(
        program("check", "--base", "HEAD").out.split()
    )
