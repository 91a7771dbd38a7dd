"""Every way not to get a verdict: the exit code, and a first line that no one takes for one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.cli.conftest import MANIFEST, Program

from pixelgate import pipeline

FIRST = "pixelgate: nothing was verified: "


def test_no_manifest(program: Program, empty: Path) -> None:
    ran = program("check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{FIRST}there is no pixelgate.toml here, nor above up to the root of the repository\n")
    assert 'path   = "/appointments/:id"' in ran.err


def test_the_example_of_a_missing_manifest_is_a_manifest(program: Program, empty: Path) -> None:
    lines = program("check").err.splitlines()
    example = "\n".join(line[4:] for line in lines if line.startswith("    "))
    (empty / "pixelgate.toml").write_text(example)
    (empty / "templates" / "appointments").mkdir(parents=True)
    (empty / "templates" / "appointments" / "x.html").write_text("<p>x</p>")
    assert program("check").code == 0


def test_broken_toml(program: Program, portal: Path) -> None:
    (portal / "pixelgate.toml").write_text("version = 1\n[site\n")
    ran = program("check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(FIRST)
    assert "pixelgate.toml:2:" in ran.err


def test_every_mistake_in_the_manifest_with_its_place(program: Program, portal: Path) -> None:
    (portal / "pixelgate.toml").write_text(
        'version = 1\n[policy]\nprofile = "hippa"\n[[route]]\npath = "/x"\nacces = "public"\n'
    )
    ran = program("check")
    assert (ran.code, ran.out) == (2, "")
    assert "pixelgate.toml:3:11: error: policy.profile: " in ran.err
    assert ' 3 | profile = "hippa"\n   |           ^^^^^^^\n' in ran.err
    assert "  help: did you mean `hipaa`?\n" in ran.err
    assert "pixelgate.toml:6:1: error: " in ran.err


def test_a_mistake_in_a_manifest_elsewhere_is_shown_as_the_user_would_type_it(
    program: Program, portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (portal / "pixelgate.toml").write_text("version = 2\n")
    monkeypatch.chdir(portal / "templates")
    assert f"..{os.sep}pixelgate.toml:1:11: error: version: " in program("check").err


def test_hostile_manifests_command_nothing(program: Program, portal: Path) -> None:
    (portal / "pixelgate.toml").write_text('version = 1\n"::error::\\u001b[31m##[error]" = "::error::\u202e"\n')
    err = program("check").err
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert "##[" not in err
    assert not [line for line in err.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chekc",), "there is no command `chekc`; did you mean `check`"),
        (("check", "--formt", "json"), "No such option '--formt'"),
        (("check", "--format", "xml"), "'xml' is not one of"),
        (("check", "nowhere"), "there is no file or folder nowhere"),
        (("check", "--manifest", "nowhere.toml"), "'nowhere.toml' does not exist"),
        (("check", ".."), "is not in the project"),
        (("check", "--output", "no/such/folder/x.txt"), "the folder no/such/folder does not exist"),
        (("check", "--sarif", "templates"), "cannot write templates: it is a folder"),
        (("explain", "trackr-event"), "there is no rule `trackr-event`; did you mean `tracker-event`"),
        (("explain", "PG109x"), "there is no rule `PG109x`"),
        (("vendors", "meta-pixle"), "there is no vendor `meta-pixle`; did you mean `meta-pixel`"),
        (
            ("trace", "/apointments"),
            "there is no route `/apointments`; did you mean `/appointments/:id`; `pixelgate routes` lists them",
        ),
        (("schema", "nothing"), "'nothing' is not one of"),
        ((), "no command given"),
    ],
)
def test_wrong_use(program: Program, portal: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = program(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(FIRST)
    assert said in ran.err.splitlines()[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_file_that_may_not_be_written(program: Program, portal: Path) -> None:
    (portal / "locked").mkdir(mode=0o500)
    ran = program("check", "-o", "locked/x.txt")
    assert ran.code == 2
    assert "cannot write locked/x.txt: permission denied" in ran.err


def test_an_empty_folder_is_not_clean(program: Program, empty: Path) -> None:
    ran = program("sightings")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == f"{FIRST}there is no file to read\n"


def test_a_manifest_alone_is_not_clean(program: Program, portal: Path) -> None:
    for path in (portal / "templates").iterdir():
        path.unlink()
    ran = program("check", "--json", "r.json")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(FIRST)
    assert not Path("r.json").exists()


def test_a_site_without_guarded_routes_is_not_clean(program: Program, portal: Path) -> None:
    text = MANIFEST.replace("authenticated", "public").replace('["appointment"]', "[]")
    (portal / "pixelgate.toml").write_text(text)
    ran = program("check")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"{FIRST}pixelgate.toml has no guarded route")


def test_pages_that_match_nothing_are_not_clean(program: Program, portal: Path) -> None:
    (portal / "pixelgate.toml").write_text(MANIFEST.replace("detail.html", "detial.html"))
    ran = program("check")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"{FIRST}no file belongs to any guarded route of pixelgate.toml\n")
    assert "  /appointments/:id: no file matches `templates/detial.html`\n" in ran.err


def test_a_defect_ends_in_a_traceback_and_where_to_report_it(
    program: Program, portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("::error::\x1b[2J##[x]")

    monkeypatch.setattr(pipeline, "check", broken)
    ran = program("check")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith(f"{FIRST}pixelgate itself failed (RuntimeError)\n  Traceback")
    assert "Please report it" in ran.err
    assert "\x1b" not in ran.err
    assert "##[" not in ran.err


@pytest.mark.parametrize("error", [RecursionError("deep"), MemoryError(), KeyError("x")])
def test_no_defect_looks_like_a_verdict(
    program: Program, portal: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "check", broken)
    assert program("check").code == 4


def test_an_interrupted_run_is_no_verdict(program: Program, portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "check", interrupted)
    ran = program("check")
    assert (ran.code, ran.out, ran.err.lstrip()) == (130, "", f"{FIRST}interrupted\n")


def shell(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pixelgate", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


def test_a_reader_that_goes_away_changes_nothing(portal: Path) -> None:
    process = shell("check", "--format", "json")
    assert process.stdout
    process.stdout.close()
    assert process.wait(timeout=60) == 1
    assert process.stderr
    assert process.stderr.read() == b""
    process.stderr.close()


def test_a_terminal_without_unicode_gets_ascii(portal: Path) -> None:
    (portal / "templates" / "base.html").write_text("<script>fbq('track', 'Termin für 患者')</script>")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    out, err = shell("check", env=environment).communicate(timeout=60)
    assert err == b""
    assert b"Termin f\\xfcr \\u60a3\\u8005" in out
    assert b"x FAILED" in out
    out.decode("ascii")
