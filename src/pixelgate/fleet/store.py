"""What is kept of a fleet: a folder for each unit that has a verdict, and the list of what should be there.

results/units/<name>/outcome.json   written last and at once: where it is, the unit is done
results/units/<name>/report.json report.sarif
results/fleet.json                  every repository of the fleet, of all shards, with its outcome where there is one
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from pixelgate import __version__
from pixelgate.errors import UsageError
from pixelgate.fleet.model import Outcome, Status

UNITS, LIST = "units", "fleet.json"
REPORTS = {"json": "report.json", "sarif": "report.sarif"}
UNCHECKED = "no shard has checked it"


class Listed(msgspec.Struct, frozen=True):
    """``fleet.json``: all repositories of a fleet, in its order, and the outcomes without their reports."""

    version: str
    names: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    schema: str = "pixelgate-fleet/1"


class Store:
    """The folder of results."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder.

        Raises:
            UsageError: It cannot be written.

        """
        try:
            (self.folder / UNITS).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot write {self.folder}: {error.strerror or error}") from error

    def recall(self, name: str, key: str) -> Outcome | None:
        """Return the verdict on the very unit, or nothing: what failed is tried again."""
        outcome = self._outcome(name)
        done = outcome is not None and outcome.key == key and outcome.status is not Status.FAILED
        return self._with_reports(outcome) if outcome and done else None

    def keep(self, outcome: Outcome) -> None:
        """Put an outcome in place of what there was of its repository."""
        folder = self.folder / UNITS / outcome.name
        fresh = Path(tempfile.mkdtemp(prefix=".", dir=self.folder / UNITS))
        for field, file in REPORTS.items():
            if text := getattr(outcome, field):
                (fresh / file).write_text(text, "utf-8", "backslashreplace")
        bare = msgspec.structs.replace(outcome, json="", sarif="")
        (fresh / "outcome.json").write_bytes(msgspec.json.format(msgspec.json.encode(bare)))
        shutil.rmtree(folder, ignore_errors=True)
        fresh.chmod(0o755)
        os.replace(fresh, folder)  # noqa: PTH105

    def list(self, names: Sequence[str], outcomes: Iterable[Outcome]) -> None:
        """Write which repositories there are, and what is known of them."""
        bare = tuple(msgspec.structs.replace(outcome, json="", sarif="") for outcome in outcomes)
        data = msgspec.json.format(msgspec.json.encode(Listed(__version__, tuple(names), bare)))
        (self.folder / LIST).write_bytes(data + b"\n")

    def listed(self) -> Listed:
        """Return what ``list`` wrote.

        Raises:
            UsageError: It is not there, or not whole.

        """
        try:
            return msgspec.json.decode((self.folder / LIST).read_bytes(), type=Listed)
        except OSError as error:
            raise UsageError(
                f"{self.folder} holds no results of a fleet: cannot read {LIST} ({error.strerror})"
            ) from error
        except msgspec.DecodeError as error:
            raise UsageError(f"{self.folder / LIST} is damaged: {error}; run that shard again") from error

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return what is listed here, with the reports; one whose reports are gone has failed."""
        return tuple(map(self._with_reports, self.listed().outcomes))

    def _outcome(self, name: str) -> Outcome | None:
        try:
            return msgspec.json.decode((self.folder / UNITS / name / "outcome.json").read_bytes(), type=Outcome)
        except (OSError, msgspec.DecodeError):
            return None

    def _with_reports(self, outcome: Outcome) -> Outcome:
        if outcome.status is Status.FAILED:
            return outcome
        folder = self.folder / UNITS / outcome.name
        try:
            texts = {field: (folder / file).read_text("utf-8") for field, file in REPORTS.items()}
        except (OSError, UnicodeDecodeError):
            lost = "its reports are gone from the folder of results"
            return msgspec.structs.replace(outcome, status=Status.FAILED, reason=lost)
        return msgspec.structs.replace(outcome, **texts)


def merged(stores: Sequence[Store]) -> tuple[tuple[str, ...], tuple[Outcome, ...]]:
    """Return the names and the outcomes of all shards, each repository once.

    A verdict counts before a failure, and the later folder before the earlier; what no shard has checked has failed.
    """
    names = tuple(dict.fromkeys(name for store in stores for name in store.listed().names))
    best: dict[str, Outcome] = {}
    for outcome in (outcome for store in stores for outcome in store.outcomes()):
        if (
            outcome.status is not Status.FAILED
            or outcome.name not in best
            or best[outcome.name].status is Status.FAILED
        ):
            best[outcome.name] = outcome
    missing = (Outcome(name, "", "", Status.FAILED, UNCHECKED) for name in names if name not in best)
    best |= {outcome.name: outcome for outcome in missing}
    return names, tuple(best[name] for name in names)
