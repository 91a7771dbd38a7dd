"""Read fleet.toml, or say everything that is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

import msgspec

from pixelgate import toml
from pixelgate.fleet.model import MEGABYTES, SECONDS, Fleet, Repository
from pixelgate.manifest.complaints import At, Complaints, Refusal
from pixelgate.manifest.fields import Field, Section
from pixelgate.manifest.kinds import Choice, Schema, Text, found
from pixelgate.manifest.known import Known
from pixelgate.manifest.model import Level
from pixelgate.manifest.rows import Row, Sheet, parse
from pixelgate.manifest.texts import files, words
from pixelgate.toml import Value

T = TypeVar("T")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_URL = re.compile(r"(https|ssh|git|file)://\S+|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:\S+")
_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]*")


class Count(msgspec.Struct, frozen=True):
    """A whole number from 1 on."""

    expected: str

    def read(self, value: Value, at: At) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        shown = f"`{value}`" if isinstance(value, int | float) and not isinstance(value, bool) else found(value)
        at.complain(f"expected {self.expected}, found {shown}")
        return None

    def schema(self, known: Known) -> Schema:
        del known
        return {"type": "integer", "minimum": 1}


def _name(text: str, _: Known) -> str:
    if not _NAME.fullmatch(text):
        raise Refusal(f"expected a name of letters, digits, `.`, `_` and `-`, found `{text}`")
    return text


def _address(text: str, _: Known) -> str:
    """Accept what git fetches over a network or from a disk; ``ext::`` and the like run programs."""
    if not _URL.fullmatch(text) or "::" in text:
        raise Refusal(f"expected an address that git fetches, found `{text}`", 'write "https://…", "ssh://…" or path =')
    return text


def _revision(text: str, _: Known) -> str:
    if not _REVISION.fullmatch(text) or ".." in text:
        raise Refusal(f"expected a branch, a tag or a commit, found `{text}`")
    return text


RESULTS: Field[str] = Field(
    "results", Text("a folder", words), "Folder that takes the results, from here.", "fleet-results"
)
TIME = Field("seconds", Count("a number of seconds"), "The time that a repository may take.", 0)
MEMORY = Field("megabytes", Count("a number of megabytes"), "The memory that a repository may take.", 0)
FAIL_ON = Field(
    "fail-on", Choice(Level, (Level.NOTE, Level.WARNING, Level.ERROR)), "Instead of what each manifest says.", Level.OFF
)
NAME: Field[str] = Field("name", Text("a name", _name), "How results call it. Default: the end of its address.", "")
PATH: Field[str] = Field("path", Text("a folder", words), "A folder, from here.", "")
GIT: Field[str] = Field("git", Text("an address", _address), "What git fetches it from.", "")
REVISION: Field[str] = Field("revision", Text("a revision", _revision), "Branch, tag or commit. Default: HEAD.", "")
MANIFEST: Field[str] = Field("manifest", Text("a file", files), "Its manifest. Default: found from its root.", "")

FLEET = Section("fleet", "What holds for all repositories.", (RESULTS, TIME, MEMORY, FAIL_ON))
REPOSITORY = Section(
    "repository",
    "One repository to check.",
    (NAME, PATH, GIT, REVISION, MANIFEST, TIME, MEMORY),
    either=("path", "git"),
    repeated=True,
)


def load_fleet(data: bytes, file: Path) -> Fleet:
    """Return a checked fleet; ``file`` is where it was read from, and paths in it start from its folder.

    Raises:
        ManifestError: With every complaint, in the order of the file.

    """
    path = str(file)
    values = parse(data, path)
    complaints = Complaints(toml.positions(data, path), Known())
    sheet = Sheet(values, At((), complaints), (FLEET, REPOSITORY))
    common, rows = sheet.table(FLEET), sheet.tables(REPOSITORY)
    folder = file.absolute().parent
    repositories = tuple(_repository(row, folder) for row in rows)
    _refuse_twins(rows, repositories)
    if not rows:
        At((), complaints).complain_of_key("there is no repository", 'add [[repository]] with path = "…" or git = "…"')
    level = common.read(FAIL_ON)
    fleet = Fleet(
        repositories,
        str(folder / common.read(RESULTS)),
        common.read(TIME) or SECONDS,
        common.read(MEMORY) or MEGABYTES,
        "" if level is Level.OFF else level.value,
    )
    complaints.raise_any()
    return fleet


def _repository(row: Row, folder: Path) -> Repository:
    path, git = row.read(PATH), row.read(GIT)
    where = str((folder / path).resolve()) if path else ""
    revision = row.read(REVISION)
    if path and revision:
        row.at.below("revision").complain_of_key("a folder is checked as it is, without `revision`", "leave it out")
    return Repository(
        name=row.read(NAME) or _named(git or where),
        path=where,
        git=git,
        revision=revision,
        manifest=row.read(MANIFEST),
        seconds=row.read(TIME),
        megabytes=row.read(MEMORY),
    )


def _named(address: str) -> str:
    """Return the end of an address as a name."""
    last = re.split(r"[/:]", address.rstrip("/").removesuffix(".git"))[-1]
    return re.sub(r"[^A-Za-z0-9._-]", "-", last).lstrip(".-_")[:100] or "repository"


def _refuse_twins(rows: list[Row], repositories: tuple[Repository, ...]) -> None:
    """Complain about a name that two repositories share: one result would take the other's place."""
    names: set[str] = set()
    for row, repository in zip(rows, repositories, strict=True):
        if repository.name.lower() in names:
            at = row.at.below("name" if "name" in row.values else "path" if "path" in row.values else "git")
            at.complain(f"`{repository.name}` is there twice", 'tell them apart by name = "…"')
        names.add(repository.name.lower())
