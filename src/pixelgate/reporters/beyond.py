"""What lies beyond the routes: templates and trackers that none reaches, said in the summary of every report."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from pixelgate.findings.model import Report
from pixelgate.reporters.tally import plural

FEW, FOLDERS = 5, 4
"""How many templates may lie beyond the routes of any manifest, and how many folders are named."""


def partial(report: Report) -> bool:
    """Tell whether the routes reach less than half of what visitors may see, so that a verdict says little."""
    beyond = len(report.templates.unreached)
    return beyond > FEW and 2 * beyond > report.templates.count


def unseen(report: Report) -> str:
    """Say how many templates no route reaches, where they lie and what to do; nothing where there are none."""
    paths = report.templates.unreached
    if not paths:
        return ""
    one = len(paths) == 1
    every = plural(report.templates.count, "template")
    said = f"{len(paths):,} of {every} {'lies' if one else 'lie'} on no route and {'was' if one else 'were'} not judged"
    advice = (
        " Add `[[route]]` rows that name them in `pages`, or leave out with `[site] exclude` what is not deployed."
        if partial(report)
        else ""
    )
    return f"{said}: {_listed(paths)}.{advice}"


def loose(report: Report) -> str:
    """Say that there are trackers which no route reaches: right, or a way that nobody knows."""
    if not report.loose:
        return ""
    lie = "lies" if report.loose == 1 else "lie"
    return (
        f"{plural(report.loose, 'sighting')} of trackers {lie} in files that no route reaches: `pixelgate sightings`."
    )


def _listed(paths: Sequence[str]) -> str:
    """Name the few folders that hold all of the files, each with their number where there are several."""
    found = folders(paths)
    named = [f"{folder or '.'} ({len(inside):,})" for folder, inside in found] if len(paths) > 1 else list(paths)
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def folders(paths: Sequence[str], most: int = FOLDERS) -> list[tuple[str, list[str]]]:
    """Return a few folders with the files below each, most files first: the fullest is told apart as long as it can."""
    found = {_above(paths): list(paths)}
    while able := [one for one in found if _parts(one, found)]:
        fullest = max(able, key=lambda one: len(found[one]))
        parts = _parts(fullest, found)
        if len(found) - 1 + len(parts) > most:
            break
        found = {folder: inside for folder, inside in found.items() if folder != fullest} | parts
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _parts(folder: str, found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return what a folder falls into one level below; nothing where files lie in it directly."""
    start = len(folder) + 1 if folder else 0
    parts: dict[str, list[str]] = {}
    for path in found[folder]:
        if "/" not in path[start:]:
            return {}
        parts.setdefault(path[: path.index("/", start)], []).append(path)
    return {_above(inside): inside for inside in parts.values()}


def _above(paths: Sequence[str]) -> str:
    return posixpath.commonpath([posixpath.dirname(path) for path in paths])
