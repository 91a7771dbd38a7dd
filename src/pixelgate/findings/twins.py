"""Findings that a build has doubled: chunks for old browsers beside the modern ones, copies under another hash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pixelgate.facts.model import Parameter
from pixelgate.findings.fingerprint import stable_path
from pixelgate.findings.model import Finding
from pixelgate.graph.model import RouteGraph

_HASH = re.compile(r"[-.](?=[\w-]*[A-Z0-9_])[\w-]{8}(?=\.m?js$)")
_STABLE_HASH = re.compile(r"[-._]\*(?=[-.])")
_OLD = re.compile(r"[-._](?:legacy|nomodule|es5)(?=[-.])|(?:^|(?<=/))(?:legacy|nomodule|es5)/")
_NEW = re.compile(r"[-._](?:modern|es6|es20\d\d)(?=[-.])|(?:^|(?<=/))(?:modern|es6|es20\d\d)/")
_NAMELESS = re.compile(r"(?:^|/)\**\.m?js$")
_UNKNOWN = re.compile(r"\{[^{}]*\}")

Key = tuple[object, ...]


def said(finding: Finding) -> Key:
    """Return what a finding says, wherever it stands, without the names that a minifier changes."""
    sighting = finding.sighting
    what = (sighting.kind, *map(_known, (sighting.id, sighting.event))) if sighting else (finding.host,)
    return finding.rule.code, finding.vendor, *what


def twins(findings: Iterable[Finding], graph: RouteGraph) -> Iterator[list[Finding]]:
    """Yield the findings in built scripts that are one, two or more at a time, the one to show first.

    Their files have one name but for the hash and the mark of the build for old browsers, and they say the same with
    the same parameters. A chunk for old browsers is a twin where a page loads both; a copy, where all that the two
    files hold stands at the same places, or where both say that they are the same chunk.
    """
    groups: dict[Key, list[Finding]] = {}
    for finding in findings:
        if stem := _stem(finding.location.path):
            groups.setdefault((stem, *said(finding), *_parameters(finding)), []).append(finding)
    for group in groups.values():
        if len({finding.location.path for finding in group}) > 1:
            yield from (same for same in _paired(group, graph) if len(same) > 1)


def _stem(path: str) -> str:
    """Return the name that twins share; empty where a name is nothing but a hash, and for what no build writes."""
    if not path.endswith((".js", ".mjs")):
        return ""
    stable = _STABLE_HASH.sub("", stable_path(_HASH.sub("", path)))
    return "" if _NAMELESS.search(stable) else _NEW.sub("", _OLD.sub("", stable))


def _parameters(finding: Finding) -> Key:
    given = finding.sighting.parameters if finding.sighting else ()
    return tuple(sorted(_flat(given)))


def _flat(given: Sequence[Parameter]) -> Iterator[tuple[str, str]]:
    """Yield names and values, those of nested parameters under dotted names."""
    stack = [("", parameter) for parameter in given]
    while stack:
        prefix, one = stack.pop()
        yield prefix + one.name, _known(one.value or "")
        stack.extend((f"{prefix}{one.name}.", child) for child in one.children)


def _known(text: str) -> str:
    return _UNKNOWN.sub("{}", text)


def _paired(group: Iterable[Finding], graph: RouteGraph) -> list[list[Finding]]:
    """Put each finding to the first that it is a twin of; those of one file are several."""
    homes: list[list[Finding]] = []
    for finding in sorted(group, key=lambda f: (_old(f), f.location)):
        same = (home for home in homes if _joins(finding, home, graph))
        home = next(same, None)
        if home is None:
            homes.append([finding])
        else:
            home.append(finding)
    return homes


def _old(finding: Finding) -> bool:
    return bool(_OLD.search(finding.location.path))


def _joins(finding: Finding, home: Sequence[Finding], graph: RouteGraph) -> bool:
    if any(finding.location.path == other.location.path for other in home):
        return False
    alike = [other for other in home if _old(other) == _old(finding)]
    if alike:
        return _copies(finding.location.path, alike[0].location.path, graph)
    routes = _routes(finding)
    return not routes or any(routes & _routes(other) for other in home)


def _routes(finding: Finding) -> set[int]:
    return {verdict.chain.route for verdict in finding.verdicts}


def _copies(one: str, other: str, graph: RouteGraph) -> bool:
    """Tell whether two files are copies: the same chunk, or all in them is at the same places."""
    return bool(_chunks(one, graph) & _chunks(other, graph)) or _places(one, graph) == _places(other, graph)


def _chunks(path: str, graph: RouteGraph) -> set[tuple[str, str]]:
    held = graph.files[path].chunks if path in graph.files else ()
    return {(chunk.family, chunk.id) for chunk in held if chunk.id and not chunk.name}


def _places(path: str, graph: RouteGraph) -> Key:
    """Return where all that a file holds stands in it; of a file that is not known, its path."""
    if path not in graph.files:
        return (path,)
    file = graph.files[path]
    held = (file.sightings, file.connections, file.references, file.problems)
    places = (fact.location for facts in held for fact in facts)
    return tuple((at.line, at.column, at.end_line, at.end_column) for at in places)
