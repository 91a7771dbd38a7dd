"""Collect everything that is wrong with a manifest, each with its place, before anything is raised."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

import msgspec

from pixelgate.errors import Complaint, ManifestError
from pixelgate.manifest.known import Known
from pixelgate.source import Location
from pixelgate.toml import KeyPath, Positions

TODO = "TODO"
"""What stands in a manifest for an answer that its author still owes."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Refusal(ValueError):  # noqa: N818 - says what it is: a check refuses a text
    """Refuse a text value; ``offset`` is that of the character at fault, if one is."""

    def __init__(self, message: str, help: str = "", offset: int | None = None) -> None:  # noqa: A002 - as in Complaint
        super().__init__(message)
        self.message = message
        self.help = help
        self.offset = offset


class Complaints:
    """The complaints about one file so far."""

    def __init__(self, positions: Positions, known: Known, base: KeyPath = ()) -> None:
        self.positions = positions
        self.known = known
        self.base = base
        self._found: set[Complaint] = set()

    def add(self, location: Location, path: KeyPath, message: str, help: str = "") -> None:  # noqa: A002
        self._found.add(Complaint(location.path, location.line, location.column, key_name(path), message, help))

    def raise_any(self) -> None:
        """Raise ManifestError with all complaints in the order of the file, if there are any."""
        if self._found:
            found = tuple(sorted(self._found))
            count = "a mistake" if len(found) == 1 else f"{len(found)} mistakes"
            raise ManifestError(f"{found[0].path} has {count}", found)


class At(msgspec.Struct, frozen=True):
    """A place in the file by its key path (below ``[tool.pixelgate]``, where the manifest stands there)."""

    path: KeyPath
    complaints: Complaints

    @property
    def known(self) -> Known:
        return self.complaints.known

    @property
    def location(self) -> Location:
        return self.complaints.positions.value(self.complaints.base + self.path)

    @property
    def key_location(self) -> Location:
        return self.complaints.positions.key(self.complaints.base + self.path)

    def header(self, title: str, *, repeated: bool) -> str:
        """Write a table's header as it stands in this file."""
        name = ".".join(str(step) for step in (*self.complaints.base, title))
        return f"[[{name}]]" if repeated else f"[{name}]"

    def below(self, step: str | int) -> At:
        return At((*self.path, step), self.complaints)

    def complain(self, message: str, help: str = "") -> None:  # noqa: A002 - as in Complaint
        """Complain about the value here."""
        self.complaints.add(self.location, self.path, message, help)

    def complain_of_key(self, message: str, help: str = "") -> None:  # noqa: A002 - as in Complaint
        """Complain about the key or header here."""
        self.complaints.add(self.key_location, self.path, message, help)

    def refuse(self, value: str, refusal: Refusal) -> None:
        """Complain about a text, at the character at fault when the file shows the text as it is."""
        place = self.location
        plain = place.line == place.end_line and place.end_column - place.column == len(value) + 2
        if refusal.offset is not None and plain:
            place = Location(place.path, place.line, place.column + 1 + refusal.offset)
        self.complaints.add(place, self.path, refusal.message, refusal.help)


def key_name(path: KeyPath) -> str:
    """Write a key path as a manifest would: ``route[2].path``, ``site.static."/static/"``."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            name += ("." if name else "") + (step if _BARE.fullmatch(step) else f'"{step}"')
    return name


def meant(word: str, choices: Iterable[str]) -> str:
    """Return the choice that a word was probably meant to be, or nothing."""
    choices = sorted(choices)
    folded = word.lower().replace("_", "-").replace(" ", "-")
    if folded in choices:
        return folded
    return next(iter(difflib.get_close_matches(folded, choices, n=1)), "")


def suggest(word: str, choices: Iterable[str]) -> str:
    """Return the help for an unknown word: what was meant, else what there is."""
    choices = sorted(choices)
    if found := meant(word, choices):
        return f"did you mean `{found}`?"
    return "expected one of " + ", ".join(f"`{choice}`" for choice in choices) if choices else ""
