"""Carry out a unit on any machine: bring the files, check them in a process with limits, return the reports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pixelgate import __version__
from pixelgate.fleet.clones import CloneError, bring
from pixelgate.fleet.model import Outcome, Status, Unit
from pixelgate.fleet.plan import key

VERDICTS = {0: Status.CLEAN, 1: Status.FINDINGS}
"""Exit code of ``pixelgate check`` -> what it says; any other says that nothing was verified."""

_SHOWN = 400


class _FailedError(Exception):
    """The unit has no verdict, for this reason."""


def carry_out(unit: Unit) -> Outcome:
    """Return the outcome of a unit; whatever goes wrong with it becomes its reason."""
    began = time.monotonic()
    try:
        status, json, sarif = _checked(unit)
    except (_FailedError, CloneError, OSError) as error:
        spent = round(time.monotonic() - began, 2)
        return Outcome(unit.repository.name, key(unit), unit.state, Status.FAILED, str(error), spent)
    spent = round(time.monotonic() - began, 2)
    return Outcome(unit.repository.name, key(unit), unit.state, status, "", spent, json, sarif)


def _checked(unit: Unit) -> tuple[Status, str, str]:
    if unit.trouble:
        raise _FailedError(unit.trouble)
    if unit.version != __version__:
        raise _FailedError(f"the worker has pixelgate {__version__}, the fleet is checked by {unit.version}")
    with tempfile.TemporaryDirectory(prefix="pixelgate-", ignore_cleanup_errors=True) as work:
        folder = Path(unit.repository.path or Path(work, "files"))
        if unit.repository.git:
            bring(unit.repository, unit.state, folder, seconds=unit.repository.seconds)
        json, sarif = Path(work, "report.json"), Path(work, "report.sarif")
        status = _run(unit, folder, json, sarif)
        return status, json.read_text("utf-8"), sarif.read_text("utf-8")


def _run(unit: Unit, folder: Path, json: Path, sarif: Path) -> Status:
    """Run the check in a session of its own; the whole session ends with its time."""
    arguments = ["--quiet", "--jobs", "1", "--json", str(json), "--sarif", str(sarif)]
    arguments += ["--no-cache"] if unit.repository.git else []  # its folder is gone afterwards
    arguments += ["--fail-on", unit.fail_on] if unit.fail_on else []
    arguments += ["--manifest", str(folder / unit.repository.manifest)] if unit.repository.manifest else []
    python = [sys.executable, "-P", "-m"]
    box = [*python, "pixelgate.fleet.box", str(unit.repository.megabytes), *python, "pixelgate", "check", *arguments]
    process = subprocess.Popen(  # noqa: S603 - our own program; of the repository nothing is run
        box,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, said = process.communicate(timeout=unit.repository.seconds)
    except subprocess.TimeoutExpired:
        raise _FailedError(f"took longer than {unit.repository.seconds:,} seconds") from None
    finally:
        _end(process)
    if process.returncode not in VERDICTS:
        raise _FailedError(_why(process.returncode, said.decode("utf-8", "replace"), unit))
    return VERDICTS[process.returncode]


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it started, and wait for its end."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass
    process.communicate()


def _why(code: int, said: str, unit: Unit) -> str:
    """Say why a check ended without a verdict, in its own words where there are some."""
    if code < 0:
        return f"was ended by the system (signal {-code})"
    if "MemoryError" in said:
        return f"took more than {unit.repository.megabytes:,} MB of memory"
    first = next((line for line in said.splitlines() if line.startswith("pixelgate: ")), "").removeprefix("pixelgate: ")
    places = [line for line in said.splitlines() if ": error: " in line]
    told = "; ".join([first, *places[:2]]) if first else said.strip()
    return told[:_SHOWN] or f"ended with exit code {code}"
