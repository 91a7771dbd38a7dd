"""What one route is put together from: the tree of references, with the trackers and problems in each file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pixelgate.facts.model import FileFacts, Problem, Sighting
from pixelgate.graph.model import Node, Step, Trace
from pixelgate.manifest.model import Route
from pixelgate.reporters import clean
from pixelgate.reporters.declared import endpoint, evidence
from pixelgate.reporters.json import Json, encode, parameters, problem_fields
from pixelgate.reporters.palette import Style, fit
from pixelgate.reporters.tally import plural
from pixelgate.source import Location

DEEPEST = 60
"""How many columns the branches of the tree may take."""

_FIRST = frozenset({"route", "endpoint"})
_WRITTEN = frozenset({"extends", "include", "import", "module", "script", "link"})
"""What a file may say in its very first character; what stands there of any other kind, nobody wrote."""

Facts = Mapping[str, FileFacts]


def text(route: Route, traced: Trace, facts: Facts, style: Style) -> str:
    """Return what the code says of the route, then the tree, one file a line, what is in it below."""
    trees = traced.pages
    bears = f", bears {', '.join(route.phi)}" if route.phi else ""
    head = f"{style.bold(clean.plain(route.path))}  {style.dim(f'{route.access.value}{bears}')}"
    drawn = [head, *(f"  {style.dim(clean.plain(line))}" for line in dict.fromkeys(map(evidence, traced.endpoints)))]
    for at, tree in enumerate(trees):
        _draw(tree, facts, style, drawn, prefix="", last=at == len(trees) - 1)
    if not trees:
        drawn.append("  no page belongs to this route")
    return clean.lines("\n".join([*drawn, "", _counts(trees, facts)])) + "\n"


def _draw(tree: Node, facts: Facts, style: Style, drawn: list[str], *, prefix: str, last: bool) -> None:  # noqa: PLR0913 - a place in a drawing
    """Draw a tree without recursion: references may go a thousand files deep."""
    stack = [(tree, "", prefix, last)]
    while stack:
        node, parent, before, end = stack.pop()
        below = before + ("  " if end else "│ ") if len(before) < DEEPEST else before
        drawn.append(
            f"{style.dim(before + ('└ ' if end else '├ '))}{_file(node, parent, style, style.width - len(before) - 2)}"
        )
        if not node.repeated:
            drawn += _found(facts.get(node.path), style, below, more=bool(node.children))
        children = () if node.repeated else node.children
        stack += [(child, node.path, below, child is children[-1]) for child in reversed(children)]


def _how(step: Step, parent: str) -> str:
    """Say why a file is below its parent: what names it, and where, unless where the parent stands is all there is."""
    if step.kind in _FIRST:
        return "page"
    if step.location.path != parent:
        return f"{step.kind}: {step.location.path}:{step.location.line}"
    by_itself = step.kind not in _WRITTEN and step.location == Location(parent)
    return step.kind if by_itself else f"{step.kind}, line {step.location.line}"


def _file(node: Node, parent: str, style: Style, room: int) -> str:
    path = clean.plain(node.path)
    how = _how(node.step, parent)
    again = ", drawn above" if node.repeated else ""
    return f"{fit(path, max(20, room - len(how) - 4))}  {style.dim(clean.plain(how) + again)}"


def _found(facts: FileFacts | None, style: Style, prefix: str, *, more: bool) -> list[str]:
    if facts is None:
        return []
    bar = style.dim(prefix + ("│ " if more else "  "))
    room = max(20, style.width - len(prefix) - 6)
    trackers = [f"{bar}{style.red('●')} {fit(_sighting(s), room)}" for s in facts.sightings if s.active]
    problems = [f"{bar}{style.yellow('?')} {fit(_problem(p), room)}" for p in facts.problems]
    return [*trackers, *problems]


def _sighting(sighting: Sighting) -> str:
    named = " ".join(part for part in (sighting.id, sighting.event) if part)
    at = f"{sighting.location.line}:{sighting.location.column}"
    return clean.plain(f"{at}  {sighting.vendor} {sighting.kind.value} {named}".rstrip())


def _problem(problem: Problem) -> str:
    return clean.plain(f"{problem.location.line}:{problem.location.column}  {problem.message}")


def nodes(trees: Sequence[Node]) -> list[Node]:
    """Return every file of some trees once."""
    found: dict[str, Node] = {}
    stack = list(reversed(trees))
    while stack:
        node = stack.pop()
        found.setdefault(node.path, node)
        stack.extend(reversed(node.children))
    return list(found.values())


def _counts(trees: Sequence[Node], facts: Facts) -> str:
    files = [facts[node.path] for node in nodes(trees) if node.path in facts]
    sightings = sum(sighting.active for file in files for sighting in file.sightings)
    problems = sum(len(file.problems) for file in files)
    return f"{plural(len(files), 'file')}, {plural(sightings, 'sighting')}, {plural(problems, 'problem')}."


def json(route: Route, traced: Trace, facts: Facts) -> str:
    """Return what the code says of the route, and its files, each with how it is reached first and what is in it."""
    return encode(
        {
            "schema": "pixelgate-trace/1",
            "path": route.path,
            "endpoints": [endpoint(one) for one in traced.endpoints],
            "files": [_entry(node, facts) for node in nodes(traced.pages)],
        }
    )


def _entry(node: Node, facts: Facts) -> Json:
    known = facts.get(node.path, FileFacts(node.path))
    return {
        "path": node.path,
        "by": {"kind": node.step.kind, "path": node.step.location.path, "line": node.step.location.line},
        "sightings": [_fields(sighting) for sighting in known.sightings if sighting.active],
        "problems": [problem_fields(problem) for problem in known.problems],
    }


def _fields(sighting: Sighting) -> Json:
    return {
        "line": sighting.location.line,
        "column": sighting.location.column,
        "vendor": sighting.vendor,
        "kind": sighting.kind.value,
        "id": sighting.id or None,
        "event": sighting.event or None,
        "parameters": parameters(sighting.parameters),
    }
