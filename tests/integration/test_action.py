"""The action's shell steps, run by bash as a runner runs them; steps that use other actions are passed over."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from tests.integration.conftest import EXAMPLES, ROOT, Ran, git, repository, run

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
PIXELGATE = Path(sys.executable).with_name("pixelgate")
EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")


class Outcome(msgspec.Struct, frozen=True):
    """What a run of the action leaves behind."""

    scan: Ran
    gate: int
    outputs: dict[str, str]
    summary: str

    @property
    def commands(self) -> list[str]:
        """Return the lines that the runner obeys."""
        return [line for line in (self.scan.out + self.scan.err).splitlines() if line.lstrip().startswith("::")]


class Runner:
    """A faked runner: evaluates the expressions of a step's `env`, and runs its script in the workspace."""

    def __init__(self, workspace: Path, temp: Path) -> None:
        self.workspace = workspace
        self.temp = temp
        self.program = {"PIXELGATE": str(PIXELGATE)}
        self.context = {"github.action_path": str(ROOT), "steps.python.outputs.python-path": sys.executable}
        temp.mkdir()

    def step(self, name: str, **more: str) -> Ran:
        step = next(step for step in STEPS if step["name"] == name)
        assert step["shell"] == "bash"
        script = self.temp / f"{name}.sh"
        script.write_text(step["run"], "utf-8")
        env = {key: EXPRESSION.sub(self._value, value) for key, value in step.get("env", {}).items()}
        command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", str(script))
        return run(*command, cwd=self.workspace, **env, **more, RUNNER_TEMP=str(self.temp), GITHUB_ACTIONS="true")

    def _value(self, match: re.Match[str]) -> str:
        return self.context.get(match[1], "")

    def action(self, **inputs: str) -> Outcome:
        """Run scan and gate."""
        given = {name: values["default"] for name, values in ACTION["inputs"].items()} | inputs
        self.context |= {f"inputs.{name}": value for name, value in given.items()}
        files = {name: self.temp / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.touch()
        scan = self.step("Scan", **self.program, **{name: str(file) for name, file in files.items()})
        assert scan.code == 0
        outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines())
        self.context |= {f"steps.scan.outputs.{name}": value for name, value in outputs.items()}
        return Outcome(scan, self.step("Gate").code, outputs, files["GITHUB_STEP_SUMMARY"].read_text("utf-8"))


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    folder = repository(tmp_path / "work space")
    shutil.copytree(EXAMPLES, folder / "examples")
    return Runner(folder, tmp_path / "temp")


def test_red(runner: Runner) -> None:
    done = runner.action(path="examples/novant")
    assert done.gate == 1
    assert done.outputs["exit-code"] == "1"
    assert json.loads(Path(done.outputs["json-file"]).read_text("utf-8"))["summary"]["errors"] > 0
    results = json.loads(Path(done.outputs["sarif-file"]).read_text("utf-8"))["runs"][0]["results"]
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    assert "examples/novant/templates/base.html" in places
    assert "tracker-loaded" in done.summary
    assert "FAILED" in done.scan.out


def test_annotations_stay_within_what_a_step_may_have(runner: Runner) -> None:
    commands = runner.action(path="examples/novant").commands
    assert len(commands) == 10
    assert all(command.startswith("::error ") for command in commands)
    assert commands[0].startswith("::error file=examples/novant/")
    assert re.fullmatch(r"::error title=pixelgate::\d+ more; see the job summary or the log", commands[-1])


@pytest.mark.parametrize("cache", ["true", "false"])
def test_what_is_known_of_files_lies_where_the_cache_step_keeps_it(runner: Runner, cache: str) -> None:
    step = next(step for step in STEPS if step["name"] == "Cache")
    assert step["if"] == "${{ inputs.cache == 'true' }}"
    assert step["with"]["path"] == "${{ runner.temp }}/pixelgate-cache"
    assert runner.action(path="examples/novant", cache=cache).gate == 1
    assert (runner.temp / "pixelgate-cache" / "CACHEDIR.TAG").is_file() == (cache == "true")


def test_green(runner: Runner) -> None:
    done = runner.action(path="examples/novant-repaired")
    assert done.gate == 0
    assert done.outputs["exit-code"] == "0"
    assert done.commands == []
    assert "PASSED" in done.scan.out
    assert done.summary


def test_installed_by_its_own_step(runner: Runner) -> None:
    (runner.workspace / "pip.py").write_text("raise SystemExit('the scanned project was run')\n", "utf-8")
    (runner.workspace / "venv.py").write_text("raise SystemExit('the scanned project was run')\n", "utf-8")
    installed = runner.step("Install")
    assert installed.code == 0, installed.err
    runner.program = {}
    assert runner.action(path="examples/novant-repaired").gate == 0


@pytest.mark.parametrize(
    "hostile", ["$(touch pwned)", "`touch pwned`", "; touch pwned #", "--help", "-", "\n::error::x"]
)
@pytest.mark.parametrize("name", ["path", "manifest", "fail-on", "second-reading"])
def test_an_input_commands_nothing(runner: Runner, name: str, hostile: str) -> None:
    done = runner.action(**{"path": "examples/novant", name: hostile})
    assert done.gate == 2
    assert done.outputs == {"exit-code": "2"}
    assert done.commands == [
        "::error title=pixelgate::Nothing was verified (exit code 2). The log of this step says why."
    ]
    assert done.summary.startswith("**pixelgate: nothing was verified**")
    assert not list(runner.workspace.rglob("pwned"))


def test_names_with_spaces(runner: Runner) -> None:
    folder = runner.workspace / "the portal"
    (runner.workspace / "examples/novant-repaired").rename(folder)
    (folder / "pixelgate.toml").rename(folder / "our manifest.toml")
    assert runner.action(path="the portal", manifest="our manifest.toml").gate == 0


@pytest.fixture
def relaxed(runner: Runner) -> str:
    """Return the commit before the one in which the repaired portal makes a guarded route public."""
    git(runner.workspace, "add", "-A")
    git(runner.workspace, "commit", "-q", "-m", "before")
    manifest = runner.workspace / "examples/novant-repaired/pixelgate.toml"
    manifest.write_text(manifest.read_text().replace('access = "authenticated"', 'access = "public"', 1))
    git(runner.workspace, "commit", "-q", "-a", "-m", "change")
    return git(runner.workspace, "rev-parse", "HEAD^").strip()


def test_a_pull_request_shows_what_it_relaxes(runner: Runner, relaxed: str) -> None:
    runner.context["github.event.pull_request.base.sha"] = relaxed
    told = runner.action(path="examples/novant-repaired")
    assert "gate-relaxed" in told.summary


def test_the_base_may_be_given(runner: Runner, relaxed: str) -> None:
    assert "gate-relaxed" in runner.action(path="examples/novant-repaired", base=relaxed).summary


def test_nothing_is_relaxed_since_now(runner: Runner, relaxed: str) -> None:
    assert "gate-relaxed" not in runner.action(path="examples/novant-repaired", base="HEAD").summary


def test_a_clone_without_the_base_is_said(runner: Runner, relaxed: str) -> None:
    runner.context["github.event.pull_request.base.sha"] = "0" * 40
    told = runner.action(path="examples/novant-repaired")
    assert any(
        command.startswith("::notice title=pixelgate::What this pull request relaxes") for command in told.commands
    )
    assert told.outputs["exit-code"] in {"0", "1"}


def test_no_manifest_is_not_green(runner: Runner) -> None:
    done = runner.action()
    assert done.gate == 2
    assert "pixelgate: nothing was verified" in done.scan.err


def test_second_run_in_a_job_does_not_inherit_the_files_of_the_first(runner: Runner) -> None:
    first = runner.action(path="examples/novant")
    (runner.temp / "github_output").unlink()
    second = runner.action(path="nowhere")
    assert first.outputs.keys() == {"exit-code", "sarif-file", "json-file"}
    assert second.outputs == {"exit-code": "2"}


def test_gate_is_red_when_the_scan_never_ran(runner: Runner) -> None:
    assert runner.step("Gate").code == 2


def test_order_and_what_may_fail() -> None:
    assert [step["name"] for step in STEPS] == ["Python", "Install", "Cache", "Scan", "Upload to code scanning", "Gate"]
    assert [step["name"] for step in STEPS if step.get("continue-on-error")] == ["Cache", "Upload to code scanning"]
    assert STEPS[-1]["if"] == "${{ !cancelled() }}"


def test_nothing_is_interpolated_into_a_script_and_every_action_is_pinned() -> None:
    assert not [step["name"] for step in STEPS if "${{" in step.get("run", "")]
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name) for name in used)


def test_every_output_is_one_of_the_scan() -> None:
    assert {values["value"] for values in ACTION["outputs"].values()} == {
        f"${{{{ steps.scan.outputs.{name} }}}}" for name in ("exit-code", "sarif-file", "json-file")
    }
