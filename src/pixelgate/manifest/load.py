"""Read a manifest, or say everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TypeVar

from pixelgate import toml
from pixelgate.errors import Complaint, ManifestError
from pixelgate.manifest import fields
from pixelgate.manifest.complaints import At, Complaints, meant, suggest
from pixelgate.manifest.fields import Field, Section
from pixelgate.manifest.kinds import found
from pixelgate.manifest.known import Known
from pixelgate.manifest.match import same
from pixelgate.manifest.model import Exemption, Manifest, Policy, Route, Site
from pixelgate.manifest.parts import Part, PatternError
from pixelgate.toml import KeyPath, Table, Value

T = TypeVar("T")
_TABLE: KeyPath = ("tool", "pixelgate")
_NEAR = 500


def load_manifest(data: bytes, path: str, known: Known) -> Manifest:
    """Return a checked manifest; in ``pyproject.toml`` it stands in ``[tool.pixelgate]``.

    Raises:
        ManifestError: With every complaint, in the order of the file.

    """
    values = _parse(data, path)
    base: KeyPath = ()
    if PurePosixPath(path.replace("\\", "/")).name == "pyproject.toml":
        values, base = _tool_table(values, path), _TABLE
    complaints = Complaints(toml.positions(data, path), known, base)
    manifest = _manifest(values, At((), complaints), path)
    complaints.raise_any()
    return manifest


def _parse(data: bytes, path: str) -> Table:
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


def _tool_table(values: Table, path: str) -> Table:
    table: Value = values
    for step in _TABLE:
        table = table.get(str(step), {}) if isinstance(table, dict) else {}
    if isinstance(table, dict) and table:
        return table
    complaint = Complaint(
        path, 1, 1, "tool.pixelgate", "there is no table `[tool.pixelgate]`", "add it, with version = 1"
    )
    raise ManifestError(f"{path} holds no manifest", (complaint,))


def _header(at: At, section: Section) -> str:
    return at.header(section.title, repeated=section.repeated)


class _Row:
    """One table of the file under the keys that it may have."""

    def __init__(self, values: Table, at: At, section: Section) -> None:
        self.values = values
        self.at = at
        self._refuse_unknown(section)
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
            self.at.below(present[-1]).complain_of_key(f"expected {listed}, found both", "write two exemptions")

    def _refuse_unknown(self, section: Section) -> None:
        for name in self.values:
            if name not in section.names:
                others = [_header(self.at, other) for other in fields.SECTIONS if name in other.names]
                hint = f"it belongs into `{others[0]}`" if others else suggest(name, section.names)
                self.at.below(name).complain_of_key(f"`{_header(self.at, section)}` has no key `{name}`", hint)


def _manifest(values: Table, at: At, path: str) -> Manifest:
    top = ("version", *(section.title for section in fields.SECTIONS))
    for name in values:
        if name not in top:
            owner = next((_header(at, section) for section in fields.SECTIONS if name in section.names), "")
            hint = f"it belongs into `{owner}`" if owner and not meant(name, top) else suggest(name, top)
            at.below(name).complain_of_key(f"unknown table or key `{name}`", hint)
    if "version" in values:
        fields.VERSION.kind.read(values["version"], at.below("version"))
    else:
        at.complain_of_key("there is no `version`", "begin the file with version = 1")
    rows = _tables(values, at, fields.ROUTE)
    routes = tuple(_route(row, order) for order, row in enumerate(rows))
    _refuse_duplicates(zip(rows, routes, strict=True))
    return Manifest(
        path=path,
        site=_site(_table(values, at, fields.SITE)),
        policy=_policy(_table(values, at, fields.POLICY)),
        routes=routes,
        exemptions=tuple(_exemption(row) for row in _tables(values, at, fields.EXEMPT)),
    )


def _table(values: Table, at: At, section: Section) -> _Row:
    value = values.get(section.title, {})
    below = at.below(section.title)
    if not isinstance(value, dict):
        below.complain_of_key(f"expected a table, found {found(value)}", f"write `{_header(at, section)}`")
        value = {}
    return _Row(value, below, section)


def _tables(values: Table, at: At, section: Section) -> list[_Row]:
    value = values.get(section.title, [])
    below = at.below(section.title)
    if not isinstance(value, list):
        below.complain_of_key(f"expected a list of tables, found {found(value)}", f"write `{_header(at, section)}`")
        return []
    rows = []
    for index, row in enumerate(value):
        if isinstance(row, dict):
            rows.append(_Row(row, below.below(index), section))
        else:
            below.below(index).complain(f"expected a table, found {found(row)}", f"write `{_header(at, section)}`")
    return rows


def _site(rows: _Row) -> Site:
    return Site(
        origins=rows.read(fields.ORIGINS),
        third_party=rows.read(fields.THIRD_PARTY),
        templates=rows.read(fields.TEMPLATES),
        static=rows.read(fields.STATIC),
        build=rows.read(fields.BUILD),
        exclude=rows.read(fields.EXCLUDE),
        framework=rows.read(fields.FRAMEWORK),
        containers=rows.read(fields.CONTAINERS),
    )


def _policy(rows: _Row) -> Policy:
    return Policy(
        profile=rows.read(fields.PROFILE),
        unlisted=rows.read(fields.UNLISTED).value,
        unproven=rows.read(fields.UNPROVEN),
        fail_on=rows.read(fields.FAIL_ON),
        second_reading=rows.read(fields.SECOND_READING),
        inline_suppressions=rows.read(fields.INLINE_SUPPRESSIONS),
        relaxations=rows.read(fields.RELAXATIONS),
        rules=rows.read(fields.RULES),
    )


def _route(rows: _Row, order: int) -> Route:
    return Route(
        path=rows.read(fields.PATH),
        access=rows.read(fields.ACCESS),
        phi=rows.read(fields.BEARS),
        pages=rows.read(fields.PAGES),
        note=rows.read(fields.NOTE),
        location=rows.at.below("path").location,
        order=order,
    )


def _exemption(rows: _Row) -> Exemption:
    return Exemption(
        vendor=rows.read(fields.VENDOR),
        host=rows.read(fields.HOST),
        routes=rows.read(fields.WHERE),
        rules=rows.read(fields.WHAT),
        events=rows.read(fields.EVENTS),
        reason=rows.read(fields.REASON),
        expires=rows.read(fields.EXPIRES),
        baa=rows.read(fields.BAA),
        location=rows.at.below("vendor" if "vendor" in rows.values else "host").location,
    )


def _refuse_duplicates(rows: Iterable[tuple[_Row, Route]]) -> None:
    """Complain about rows that match the same paths; what their groups are called makes no difference."""
    first: dict[tuple[Part, ...], Route] = {}
    for row, route in rows:
        try:
            earlier = first.setdefault(same(route.path), route)
        except PatternError:
            continue
        if earlier is not route:
            row.at.below("path").complain(
                f"the same route as `{earlier.path}` in line {earlier.location.line}",
                "make it one row, with the pages and categories of both",
            )
