"""Read a manifest, or say everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from pixelgate import toml
from pixelgate.errors import Complaint, ManifestError
from pixelgate.manifest import fields
from pixelgate.manifest.complaints import At, Complaints
from pixelgate.manifest.known import Known
from pixelgate.manifest.match import same
from pixelgate.manifest.model import Exemption, Manifest, Policy, Route, Site
from pixelgate.manifest.parts import Part, PatternError
from pixelgate.manifest.rows import Row, Sheet, parse
from pixelgate.toml import KeyPath, Table, Value

_TABLE: KeyPath = ("tool", "pixelgate")


def load_manifest(data: bytes, path: str, known: Known) -> Manifest:
    """Return a checked manifest; in ``pyproject.toml`` it stands in ``[tool.pixelgate]``.

    Raises:
        ManifestError: With every complaint, in the order of the file.

    """
    values = parse(data, path)
    base: KeyPath = ()
    if PurePosixPath(path.replace("\\", "/")).name == "pyproject.toml":
        values, base = _tool_table(values, path), _TABLE
    complaints = Complaints(toml.positions(data, path), known, base)
    manifest = _manifest(values, At((), complaints), path)
    complaints.raise_any()
    return manifest


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


def _manifest(values: Table, at: At, path: str) -> Manifest:
    sheet = Sheet(values, at, fields.SECTIONS)
    rows = sheet.tables(fields.ROUTE)
    routes = tuple(_route(row, order) for order, row in enumerate(rows))
    _refuse_duplicates(zip(rows, routes, strict=True))
    return Manifest(
        path=path,
        site=_site(sheet.table(fields.SITE)),
        policy=_policy(sheet.table(fields.POLICY)),
        routes=routes,
        exemptions=tuple(_exemption(row) for row in sheet.tables(fields.EXEMPT)),
    )


def _site(rows: Row) -> Site:
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


def _policy(rows: Row) -> Policy:
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


def _route(rows: Row, order: int) -> Route:
    return Route(
        path=rows.read(fields.PATH),
        access=rows.read(fields.ACCESS),
        phi=rows.read(fields.BEARS),
        pages=rows.read(fields.PAGES),
        note=rows.read(fields.NOTE),
        location=rows.at.below("path").location,
        order=order,
    )


def _exemption(rows: Row) -> Exemption:
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


def _refuse_duplicates(rows: Iterable[tuple[Row, Route]]) -> None:
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
