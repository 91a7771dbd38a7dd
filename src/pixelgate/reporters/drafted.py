"""A draft as the manifest that it proposes: TOML with the evidence as comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pixelgate.findings.draft import Draft, Reason, Row
from pixelgate.findings.wording import quoted
from pixelgate.manifest.complaints import TODO
from pixelgate.reporters import clean

HEAD = """\
# What pixelgate checks. Written by `pixelgate init` from what the code says; every line is yours to change, and
# `pixelgate init --update` adds what is new without touching one. Keys: `pixelgate schema`.
version = 1
"""
_ASKED = "https://www.example-health.org"


def manifest(draft: Draft, table: str = "") -> str:
    """Return the whole file; ``table`` is what the tables stand in, ``tool.pixelgate.`` in a ``pyproject.toml``."""
    head = HEAD if not table else f"[{table.rstrip('.')}]\nversion = 1\n"
    return "\n".join([head, *_site(draft, table), *rows(draft.rows, table)])


def _site(draft: Draft, table: str) -> Iterator[str]:
    site = draft.site
    yield f"[{table}site]"
    origins = [reason for key, reason in draft.why if key == "origins"]
    if origins:
        yield "origins = ["
        yield from (f"  {quoted(one.what)},  # {_place(one)}" for one in origins)
        yield "]"
    else:
        yield f'# origins = ["{_ASKED}"]   # your own hosts: no file names them, and what is not yours is third party'
    for key, listed in (("templates", site.templates), ("build", site.build)):
        if listed:
            yield f"{key} = [{', '.join(map(_safe, listed))}]"
    if site.static:
        yield f"static = {{ {', '.join(f'{_safe(prefix)} = {_safe(folder)}' for prefix, folder in site.static)} }}"
    for key, reason in draft.why:
        if key == "framework":
            yield f"# framework: {_line(reason.what)}, found by itself; its routes begin at {_place(reason)}"
    yield ""


def rows(found: Iterable[Row], table: str = "") -> Iterator[str]:
    """Yield the lines of rows, area by area."""
    for area, same in groupby(found, key=lambda row: row.area):
        yield f"# {clean.plain(area)}\n"
        for row in same:
            yield block(row, table)


def block(row: Row, table: str = "") -> str:
    """Return one row and its evidence."""
    comments = [f"# {_line(_told(reason))}" for reason in row.why]
    keys = [
        f"[[{table}route]]",
        f"path   = {_safe(row.path)}",
        f'access = "{row.access or TODO}"' + ("" if row.access else "   # public or authenticated?"),
        f"phi    = [{_phi(row)}]" + ("" if row.phi is not None else "   # what it bears; [] = no health information"),
        *([f"pages  = [{', '.join(map(_safe, row.pages))}]"] if row.pages else []),
    ]
    return "\n".join([*comments, *keys, ""])


def _phi(row: Row) -> str:
    return f'"{TODO}"' if row.phi is None else ", ".join(f'"{one}"' for one in row.phi)


def _safe(text: str) -> str:
    """Return a text of the project as TOML; a byte that is no text becomes any character, as in a pattern."""
    return quoted(text.encode("utf-8", "replace").decode())


def _told(reason: Reason) -> str:
    return f"{reason.what} at {_place(reason)}" if reason.location else reason.what


def _place(reason: Reason) -> str:
    return clean.plain(f"{reason.location.path}:{reason.location.line}") if reason.location else ""


def _line(text: str) -> str:
    return clean.plain(text, 200)


def doubt(draft: Draft) -> str:
    """Say that no code declares the routes, so that some may be missing; nothing where some does."""
    if any(key == "framework" for key, _ in draft.why):
        return ""
    return "No code that declares routes was found: these are pages by their files. Add what the site shows besides."


def summary(found: Sequence[Row]) -> str:
    """Say in one sentence how many rows there are, and how they were decided."""
    open_ = sum(row.access is None or row.phi is None for row in found)
    guarded = sum(row.access == "authenticated" for row in found)
    public = sum(row.access == "public" for row in found)
    left = f", {open_:,} with a TODO that `pixelgate check` asks you to answer" if open_ else ""
    return (
        f"{len(found):,} {'route' if len(found) == 1 else 'routes'}: {guarded:,} authenticated, {public:,} public{left}"
    )
