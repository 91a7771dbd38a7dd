"""Scripts, read with esprima: calls and assignments of vendors, and addresses that are loaded or requested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pixelgate.second.calls import matching
from pixelgate.second.ecma import Node, parse
from pixelgate.second.fold import is_of_window, path, text
from pixelgate.second.marks import Marks, whose
from pixelgate.second.model import Gap, Trace
from pixelgate.second.templates import FILL

_LOADING = frozenset({"fetch", "sendBeacon", "importScripts", "getScript", "import"})
_SOURCES = frozenset({"src", "srcset"})


class Scripts:
    """Reads pieces of code of one file and collects what they say."""

    def __init__(self, known: Marks) -> None:
        self.known = known
        self.traces: list[Trace] = []
        self.gaps: list[Gap] = []

    def read(self, code: str, base: int, *, raw: str = "", within: tuple[int, int] | None = None) -> None:
        """Read code that begins at an offset of the file; ``raw`` is the same with its template directives.

        ``within``: the code does not stand verbatim in the file (an attribute's value); its traces have this range.
        """
        tree, reason = _parsed(code, raw)
        if tree is None:
            self.gaps.append(Gap(base, reason))
            return
        hidden = _hidden(tree)
        for node in _nodes(tree):
            for where, subjects, said in _evidence(node, self.known, hidden):
                start, end = within or (base + where.range[0], base + where.range[1])
                self.traces.append(Trace(start, end, subjects, said.replace(FILL, "…")))


def _parsed(code: str, raw: str) -> tuple[Node | None, str]:
    tree, reason = parse(code)
    if tree is None and raw and raw != code:
        tree, _ = parse(raw)
    return tree, reason


def _nodes(tree: Node) -> Iterator[Node]:
    """Yield every node of a tree, without recursion."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, Node):
            if node.range is not None:
                yield node
            stack.extend(value for value in vars(node).values() if isinstance(value, list | Node))


def _hidden(tree: Node) -> frozenset[str]:
    """Return the names that a function of this code, a module or a class declares for itself somewhere.

    They may hide a global; the second reading does not ask where, since a false alarm here fails a build.
    """
    top = set(map(id, tree.body)) if tree.sourceType != "module" else set()
    names: set[str] = set()
    for node in _nodes(tree):
        if node.type in {"FunctionDeclaration", "ClassDeclaration", "VariableDeclaration"} and id(node) in top:
            declared: list[Node] = []
        else:
            declared = _declared(node)
        names.update(one.name for binding in declared for one in _nodes(binding) if one.type == "Identifier")
    return frozenset(names)


def _declared(node: Node) -> list[Node]:
    match node.type:
        case "VariableDeclaration":
            return [one.id for one in node.declarations]
        case "FunctionDeclaration" | "ClassDeclaration" | "ClassExpression":
            names = [node.id] if node.id else []
            return [*names, *(getattr(node, "params", None) or ())]
        case "FunctionExpression" | "ArrowFunctionExpression":
            return [*node.params, *([node.id] if node.id else ())]
        case "CatchClause":
            return [node.param] if node.param else []
        case "ImportSpecifier" | "ImportDefaultSpecifier" | "ImportNamespaceSpecifier":
            return [node.local]
        case _:
            return []


Said = tuple[Node, tuple[str, ...], str]
"""The node that says it, the subjects it may be about, and its words."""


def _evidence(node: Node, known: Marks, hidden: frozenset[str]) -> Iterator[Said]:
    match node.type:
        case "CallExpression" | "NewExpression":
            yield from _called(node, known, hidden)
        case "AssignmentExpression":
            yield from _assigned(node, node.left, known, hidden)
        case _:
            pass


def _called(node: Node, known: Marks, hidden: frozenset[str]) -> Iterator[Said]:
    target = path(node.callee)
    if target and (_root(target) not in hidden or is_of_window(node.callee)):
        subjects = matching(known.forms, target, node.arguments)
        if subjects:
            first = text(node.arguments[0]) if node.arguments else FILL
            yield node, subjects, f"{target}({first!r}…" if FILL not in first else f"{target}(…"
    yield from _addresses(_loaded(node, target), known)
    if node.callee.type == "FunctionExpression":
        yield from (said for said in _addresses(node.arguments, known) if _is_vendor(said))


def _loaded(node: Node, target: str) -> list[Node]:
    """Return the arguments that a call loads or requests as an address."""
    callee = node.callee
    name = target.rpartition(".")[2] or (callee.property.name if callee.type == "MemberExpression" else "")
    first, second = (*node.arguments[:2], None, None)[:2]
    if first and (callee.type == "Import" or name in _LOADING):
        return [first]
    sets = first and (
        (name == "open" and text(first).isupper()) or (name == "setAttribute" and text(first) in _SOURCES)
    )
    return [second] if sets and second else []


def _is_vendor(said: Said) -> bool:
    return "." not in said[1][0]


def _assigned(node: Node, left: Node, known: Marks, hidden: frozenset[str]) -> Iterator[Said]:
    target = path(left)
    if target and (_root(target) not in hidden or is_of_window(left)):
        subjects = matching(known.forms, target, [node.right], assigned=True)
        if subjects:
            yield node, subjects, f"{target} = …"
    if left.type == "MemberExpression" and not left.computed and left.property.name in _SOURCES:
        yield from _addresses([node.right], known)


def _root(target: str) -> str:
    return target.partition(".")[0].removesuffix("()")


def _addresses(values: Sequence[Node], known: Marks) -> Iterator[Said]:
    for value in values:
        url = text(value)
        subjects = whose(known, url)
        if subjects:
            yield value, subjects, url
