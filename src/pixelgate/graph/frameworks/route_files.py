"""Routes that React Router and Remix read from ``routes.ts``, or from the names of files in ``app/routes``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.patterns import joined, literal, named, of_colons, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import SCRIPT, below, definition, first, homes, known
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.values import Array, Unknown, Value
from pixelgate.source import Location

NAME = "react-router"
_CALL = re.compile(r"(?:\.\.\.)?(?:await\s+)?([\w$]+)\(")
_FILE = rf"(?P<id>[^/]+)(?:/route|/index)?{SCRIPT}|(?P<md>[^/]+)\.mdx?"
_REMIX = ("@remix-run/react", "@remix-run/dev", "@react-router/fs-routes", "@react-router/dev")
_PART = re.compile(r"\[([^\]]*)\]|\.|[^.\[]+")


class _Open(msgspec.Struct, frozen=True):
    """Entries of a table that are still to be read, below an address and inside layouts."""

    value: Value
    address: str = ""
    around: tuple[str, ...] = ()


def endpoints(project: Project, home: str) -> Iterator[Endpoint | Tie]:
    """Yield the routes of an application in framework mode."""
    app = posixpath.join(home, "app")
    table = first(project, posixpath.join(app, "routes"))
    config = definition(project.outlines.get(table or ""), "default")
    root = tuple(
        one
        for one in (first(project, posixpath.join(app, "root")), first(project, posixpath.join(app, "entry.client")))
        if one
    )
    found = list(_of_table(project, app, table, config.value)) if table and config and config.value is not None else []
    by_files = not found or "flatRoutes" in str(config)
    if by_files and any(home in homes(project, package) for package in _REMIX):
        folder = posixpath.join(app, "routes")
        found += _of_folders(project, folder) or _of_names(project, folder)
    for endpoint in found:
        yield endpoint
        for page in endpoint.pages:
            yield from (
                Tie(page, one, "implicit layout" if "root." in one else "entry", Location(page)) for one in root
            )


def _of_table(project: Project, app: str, table: str, value: Value) -> Iterator[Endpoint]:
    """Yield what ``route(path, file, children)``, ``index``, ``layout`` and ``prefix`` say."""
    queue = [_Open(value)]
    while queue:
        entry = queue.pop()
        match entry.value:
            case Array(items=items):
                queue += [msgspec.structs.replace(entry, value=item) for item in items]
            case Unknown(path=path, inputs=inputs) if (called := _CALL.match(path)) and inputs:
                if path.startswith("..."):
                    queue += [msgspec.structs.replace(entry, value=one) for one in inputs]
                    continue
                children = [one for one in inputs if isinstance(one, Array)]
                texts = [text for one in inputs if (text := known(one)) is not None]
                address, file = _said(called[1], texts)
                page = _page(project, app, file)
                whole = joined(entry.address, address)
                around = (*entry.around, page) if page else entry.around
                queue += [_Open(one, whole, around) for one in children]
                if called[1] in {"route", "index"} and page:
                    pages = (page, *reversed(entry.around))
                    yield _endpoint(project, of_colons(whole), pages, Location(table))
            case _:
                pass


def _said(call: str, texts: list[str]) -> tuple[str, str]:
    if call in {"index", "layout"}:
        return "", texts[0] if texts else ""
    if call == "prefix":
        return texts[0] if texts else "", ""
    return (texts[0], texts[1]) if len(texts) > 1 else ("", texts[0] if texts else "")


def _page(project: Project, app: str, file: str) -> str | None:
    path = posixpath.normpath(posixpath.join(app, file)) if file else ""
    return (path if path in project.facts else first(project, path)) if path else None


def _endpoint(project: Project, address: str, pages: tuple[str, ...], at: Location) -> Endpoint:
    found: tuple[Guard, ...] = tuple(
        g for page in reversed(pages) for g in guards.in_outline(project.outlines.get(page))
    )
    default = any(_shows(project, page) for page in pages[:1])
    shows = Shows.PAGE if default else Shows.DATA
    return Endpoint(
        NAME,
        valid(joined(address)),
        at,
        pages if default else (),
        found,
        "",
        "" if default else "answers requests",
        shows,
    )


def _shows(project: Project, page: str) -> bool:
    """Tell whether a route shows a page: its module has a default export; one that was not outlined is taken to."""
    outline = project.outlines.get(page)
    return outline is None or definition(outline, "default") is not None


def _of_names(project: Project, folder: str) -> Iterator[Endpoint]:
    """Yield the routes that the names of files say: ``_auth.patients.$id_.edit.tsx``."""
    files = {found["id"] or found["md"]: path for path, found in below(project, folder, _FILE)}
    for name, path in files.items():
        segments = _segments(name)
        outer = [".".join(segments[:length]) for length in range(len(segments) - 1, 0, -1)]
        around = tuple(files[one] for one in outer if one in files)
        address = [_segment(one) for one in segments if not one.startswith("_")]
        if not address and not segments[-1].startswith("_index"):
            continue
        yield _endpoint(project, "/".join(address), (path, *around), Location(path))


def _of_folders(project: Project, folder: str) -> list[Endpoint]:
    """Return the routes of Remix 1, whose folders nest: ``__auth/visits/$id.tsx``; nothing where no name says so."""
    files = {found["stem"]: path for path, found in below(project, folder, rf"(?P<stem>.+?){SCRIPT}")}
    if not any(one == "index" or one.startswith("__") for one in files):
        return []
    endpoints = []
    for stem, path in files.items():
        parts = stem.split("/")
        around = tuple(files[one] for at in range(len(parts) - 1, 0, -1) if (one := "/".join(parts[:at])) in files)
        named_so = [one for one in parts if not one.startswith("__")]
        shown = named_so[:-1] if named_so[-1:] == ["index"] else named_so
        address = [_segment(one) for part in shown for one in _segments(part)]
        if not parts[-1].startswith("__"):
            endpoints.append(_endpoint(project, "/".join(address), (path, *around), Location(path)))
    return endpoints


def _segments(name: str) -> list[str]:
    """Return the segments of a name; a dot in brackets is a dot of the address."""
    segments = [""]
    for part in _PART.finditer(name):
        if part[0] == ".":
            segments.append("")
        else:
            segments[-1] += part[0]
    return segments


def _segment(segment: str) -> str:
    if segment == "$":
        return "*"
    optional = segment.startswith("(") and segment.endswith(")")
    plain = segment.strip("()").removesuffix("_")
    if plain.startswith("$"):
        return named(plain[1:], "?" if optional else "")
    text = literal(plain.replace("[", "").replace("]", ""))
    return f"{text}" if not optional else f":{'optional'}?"
