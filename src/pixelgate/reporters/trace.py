"""What one route is put together from: the tree of references, with the trackers and problems in each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

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
Problems = Mapping[str, Sequence[Problem]]
"""What could not be read or resolved, by the file that it stands in."""


def text(route: Route, traced: Trace, facts: Facts, style: Style) -> str:
    """Return what the code says of the route, then the tree, one file a line, what is in it below."""
    trees, files = traced.pages, nodes(traced.pages)
    bears = f", bears {', '.join(route.phi)}" if route.phi else ""
    head = f"{style.bold(clean.plain(route.path))}  {style.dim(f'{route.access.value}{bears}')}"
    drawn = [head, *(f"  {style.dim(clean.plain(line))}" for line in dict.fromkeys(map(evidence, traced.endpoints)))]
    found = _by_file(traced.problems)
    elsewhere = (one for path in sorted(found.keys() - {node.path for node in files}) for one in found[path])
    drawn += (f"  {_doubt(one, style, 2, file=True)}" for one in elsewhere)
    for at, tree in enumerate(trees):
        drawn += _draw(tree, facts, found, style, last=at == len(trees) - 1)
    if not trees:
        drawn.append("  no page belongs to this route")
    return clean.lines("\n".join([*drawn, "", _counts(files, traced, facts)])) + "\n"


def _by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.location.path, []).append(problem)
    return found


def _draw(tree: Node, facts: Facts, found: Problems, style: Style, *, last: bool) -> Iterator[str]:
    """Draw a tree without recursion: references may go a thousand files deep."""
    stack = [(tree, "", "", last)]
    while stack:
        node, parent, before, end = stack.pop()
        below = before + ("  " if end else "│ ") if len(before) < DEEPEST else before
        room = style.width - len(before) - 2
        yield f"{style.dim(before + ('└ ' if end else '├ '))}{_file(node, parent, style, room)}"
        if not node.repeated:
            bar = below + ("│ " if node.children else "  ")
            inside = _inside(facts.get(node.path), found.get(node.path, ()), style, len(bar))
            yield from (style.dim(bar) + line for line in inside)
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


def _inside(facts: FileFacts | None, problems: Sequence[Problem], style: Style, indent: int) -> Iterator[str]:
    """Yield the trackers and problems in a file."""
    room = max(20, style.width - indent - 4)
    for sighting in facts.sightings if facts else ():
        if sighting.active:
            yield f"{style.red('●')} {fit(_sighting(sighting), room)}"
    for one in problems:
        yield _doubt(one, style, indent)


def _sighting(sighting: Sighting) -> str:
    named = " ".join(part for part in (sighting.id, sighting.event) if part)
    at = f"{sighting.location.line}:{sighting.location.column}"
    return clean.plain(f"{at}  {sighting.vendor} {sighting.kind.value} {named}".rstrip())


def _doubt(problem: Problem, style: Style, indent: int, *, file: bool = False) -> str:
    at = f"{problem.location.line}:{problem.location.column}"
    said = f"{problem.location.path}:{at}  {problem.message}" if file else f"{at}  {problem.message}"
    return f"{style.yellow('?')} {fit(clean.plain(said), max(20, style.width - indent - 4))}"


def nodes(trees: Sequence[Node]) -> list[Node]:
    """Return every file of some trees once."""
    found: dict[str, Node] = {}
    stack = list(reversed(trees))
    while stack:
        node = stack.pop()
        found.setdefault(node.path, node)
        stack.extend(reversed(node.children))
    return list(found.values())


def _counts(tree: Sequence[Node], traced: Trace, facts: Facts) -> str:
    files = [facts[node.path] for node in tree if node.path in facts]
    sightings = sum(sighting.active for file in files for sighting in file.sightings)
    return f"{plural(len(files), 'file')}, {plural(sightings, 'sighting')}, {plural(len(traced.problems), 'problem')}."


def json(route: Route, traced: Trace, facts: Facts) -> str:
    """Return what the code says of the route, and its files, each with how it is reached first and what is in it."""
    return encode(
        {
            "schema": "pixelgate-trace/1",
            "path": route.path,
            "endpoints": [endpoint(one) for one in traced.endpoints],
            "files": [_entry(node, facts) for node in nodes(traced.pages)],
            "problems": [problem_fields(problem) for problem in traced.problems],
        }
    )


def _entry(node: Node, facts: Facts) -> Json:
    known = facts.get(node.path, FileFacts(node.path))
    return {
        "path": node.path,
        "by": {"kind": node.step.kind, "path": node.step.location.path, "line": node.step.location.line},
        "sightings": [_fields(sighting) for sighting in known.sightings if sighting.active],
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
