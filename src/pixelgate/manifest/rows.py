"""Read the tables of a configuration file by the keys that they may have; complain of all others."""

from __future__ import annotations

import re
from typing import TypeVar

from pixelgate import toml
from pixelgate.errors import Complaint, ManifestError
from pixelgate.manifest import fields
from pixelgate.manifest.complaints import At, meant, suggest
from pixelgate.manifest.fields import Field, Section
from pixelgate.manifest.kinds import found
from pixelgate.toml import Table

T = TypeVar("T")
_NEAR = 500


def parse(data: bytes, path: str) -> Table:
    """Return the values of a file.

    Raises:
        ManifestError: It is not TOML.

    """
    try:
        return toml.load(data)
    except toml.TomlError as error:
        complaint = Complaint(path, error.line, error.column, "", error.message, _syntax_help(data, error))
        raise ManifestError(f"{path} is not TOML", (complaint,)) from error


def _syntax_help(data: bytes, error: toml.TomlError) -> str:
    """Tell the commonest slip: a text without quotes, behind ``=`` or in a list."""
    lines = data.decode("utf-8", "replace").split("\n")[: error.line]
    rest = lines[-1][error.column - 1 :]
    word = rest.split("#")[0].strip(" ,]\r")
    before = "\n".join([*lines[:-1], lines[-1][: error.column - 1]]).rstrip()[-_NEAR:]
    bare = re.search(r"=\s*(\[[^\]]*[\[,]|\[)?$", before) and word[:1] not in {"", "[", "{", '"', "'"}
    return f'a text stands in quotes: "{word}"' if bare else ""


class Row:
    """One table of the file under the keys that it may have."""

    def __init__(self, values: Table, at: At, section: Section, among: tuple[Section, ...]) -> None:
        self.values = values
        self.at = at
        self._refuse_unknown(section, among)
        for field in section.fields:
            if field.required and field.name not in values:
                at.complain_of_key(f"`{_header(at, section)}` has no `{field.name}`", f"add {field.example}")
        self._either(section)

    def read(self, field: Field[T]) -> T:
        if field.name not in self.values:
            return field.default
        value = field.kind.read(self.values[field.name], self.at.below(field.name))
        return field.default if value is None else value

    def _either(self, section: Section) -> None:
        present = [name for name in section.either if name in self.values]
        listed = " or ".join(f"`{name}`" for name in section.either)
        if section.either and not present:
            hint = "add " + ", or ".join(f'{name} = "…"' for name in section.either)
            self.at.complain_of_key(f"`{_header(self.at, section)}` has no {listed}", hint)
        elif len(present) > 1:
            self.at.below(present[-1]).complain_of_key(
                f"expected {listed}, found both", f"write two tables `{_header(self.at, section)}`"
            )

    def _refuse_unknown(self, section: Section, among: tuple[Section, ...]) -> None:
        for name in self.values:
            if name not in section.names:
                others = [_header(self.at, other) for other in among if name in other.names]
                hint = f"it belongs into `{others[0]}`" if others else suggest(name, section.names)
                self.at.below(name).complain_of_key(f"`{_header(self.at, section)}` has no key `{name}`", hint)


class Sheet:
    """A file of tables, ``sections`` being those that it may have beside its ``version``."""

    def __init__(self, values: Table, at: At, sections: tuple[Section, ...]) -> None:
        self._values = values
        self._at = at
        self._sections = sections
        self._refuse_unknown()
        if "version" in values:
            fields.VERSION.kind.read(values["version"], at.below("version"))
        else:
            at.complain_of_key("there is no `version`", "begin the file with version = 1")

    def table(self, section: Section) -> Row:
        value = self._values.get(section.title, {})
        below = self._at.below(section.title)
        if not isinstance(value, dict):
            header = _header(self._at, section)
            below.complain_of_key(f"expected a table, found {found(value)}", f"write `{header}`")
            value = {}
        return Row(value, below, section, self._sections)

    def tables(self, section: Section) -> list[Row]:
        value = self._values.get(section.title, [])
        below, hint = self._at.below(section.title), f"write `{_header(self._at, section)}`"
        if not isinstance(value, list):
            below.complain_of_key(f"expected a list of tables, found {found(value)}", hint)
            return []
        rows = []
        for index, row in enumerate(value):
            if isinstance(row, dict):
                rows.append(Row(row, below.below(index), section, self._sections))
            else:
                below.below(index).complain(f"expected a table, found {found(row)}", hint)
        return rows

    def _refuse_unknown(self) -> None:
        top = ("version", *(section.title for section in self._sections))
        for name in self._values:
            if name not in top:
                owner = next((_header(self._at, section) for section in self._sections if name in section.names), "")
                hint = f"it belongs into `{owner}`" if owner and not meant(name, top) else suggest(name, top)
                self._at.below(name).complain_of_key(f"unknown table or key `{name}`", hint)


def _header(at: At, section: Section) -> str:
    return at.header(section.title, repeated=section.repeated)
