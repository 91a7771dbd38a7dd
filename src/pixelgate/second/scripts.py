"""Scripts, read with esprima: calls and assignments of vendors, and addresses that are loaded or requested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pixelgate.second.calls import matching
from pixelgate.second.ecma import Node, parse
from pixelgate.second.fold import is_of_window, path, text
from pixelgate.second.marks import Marks, whose
from pixelgate.second.templates import FILL

_LOADING = frozenset({"fetch", "sendBeacon", "importScripts", "getScript", "import", "Worker", "SharedWorker"})
_SOURCES = frozenset({"src", "srcset"})
_RUNS = frozenset({"eval", "setTimeout", "setInterval", "Function", "execScript"})
_WRITES = frozenset({"write", "writeln", "insertAdjacentHTML", "createContextualFragment"})
_WRITTEN = frozenset({"innerHTML", "outerHTML", "srcdoc"})
_IMPORTING = frozenset({"ImportDeclaration", "ExportAllDeclaration", "ExportNamedDeclaration"})


class Said(msgspec.Struct, frozen=True):
    """What code says at a node: the subjects it may be about and its words; or code or markup for further reading."""

    start: int
    end: int
    text: str
    subjects: tuple[str, ...] = ()
    code: bool = False


def _said(node: Node, words: str, subjects: tuple[str, ...] = (), *, code: bool = False) -> Said:
    start, end = node.range
    return Said(start, end, words, subjects, code)


def read_script(code: str, known: Marks) -> tuple[list[Said], str]:
    """Return what a piece of code says, or nothing and the reason why it could not be read."""
    tree, reason = parse(code)
    if tree is None:
        return [], reason
    hidden = _hidden(tree)
    return [said for node in _nodes(tree) for said in _evidence(node, known, hidden)], ""


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
        declared = _declared(node) if id(node) not in top else getattr(node, "params", None) or ()
        names.update(one.name for binding in declared for one in _nodes(binding) if one.type == "Identifier")
    return frozenset(names)


def _declared(node: Node) -> list[Node]:
    match node.type:
        case "VariableDeclaration":
            return [one.id for one in node.declarations]
        case "FunctionDeclaration" | "ClassDeclaration" | "ClassExpression" | "FunctionExpression":
            return [*([node.id] if node.id else ()), *(getattr(node, "params", None) or ())]
        case "ArrowFunctionExpression":
            return list(node.params)
        case "CatchClause":
            return [node.param] if node.param else []
        case "ImportSpecifier" | "ImportDefaultSpecifier" | "ImportNamespaceSpecifier":
            return [node.local]
        case _:
            return []


def _evidence(node: Node, known: Marks, hidden: frozenset[str]) -> Iterator[Said]:
    match node.type:
        case "CallExpression" | "NewExpression":
            yield from _called(node, known, hidden)
        case "AssignmentExpression":
            yield from _assigned(node, known, hidden)
        case "Property" if node.key.type == "Identifier" and node.key.name == "src":
            yield from _of_vendors(_addresses([node.value], known))
        case kind if kind in _IMPORTING and node.source:
            yield from _addresses([node.source], known)
        case _:
            pass


def _called(node: Node, known: Marks, hidden: frozenset[str]) -> Iterator[Said]:
    callee, given = _direct(node)
    target = path(callee)
    if target and (_root(target) not in hidden or is_of_window(callee)):
        subjects = matching(known.forms, target, given)
        if subjects:
            first = text(given[0]) if given else FILL
            yield _said(node, f"{target}({first!r}…" if FILL not in first else f"{target}(…", subjects)
    name = target.rpartition(".")[2] or (callee.property.name if callee.type == "MemberExpression" else "")
    yield from _addresses(_loaded(name or callee.type, given), known)
    yield from _nested(node, name, given)
    if callee.type == "FunctionExpression":
        yield from _of_vendors(_addresses(given, known))


def _direct(node: Node) -> tuple[Node, list[Node]]:
    """Return the callee and arguments of a call, also of one through ``call`` and ``apply``."""
    callee, given = node.callee, list(node.arguments)
    way = callee.property.name if callee.type == "MemberExpression" and not callee.computed else ""
    if way == "call":
        return callee.object, given[1:]
    if way == "apply" and len(given) > 1 and given[1].type == "ArrayExpression":
        return callee.object, [one for one in given[1].elements if one is not None]
    return callee, given


def _loaded(name: str, given: Sequence[Node]) -> Sequence[Node]:
    """Return the arguments that a call loads or requests as an address."""
    if name in _LOADING or name == "Import":
        return given[:1]
    first = text(given[0]) if given else ""
    sets = (name == "open" and first.isalpha()) or (name == "setAttribute" and first.lower() in _SOURCES)
    return given[1:2] if sets else ()


def _nested(node: Node, name: str, given: Sequence[Node]) -> Iterator[Said]:
    """Yield code and markup that a call runs or writes into the page."""
    if name not in _RUNS and name not in _WRITES:
        return
    told = given if name in {"write", "writeln"} else given[:1] if name.startswith("set") else given[-1:]
    inner = "".join(text(one) for one in told)
    if inner.strip(FILL):
        yield _said(node, inner, code=name in _RUNS)


def _assigned(node: Node, known: Marks, hidden: frozenset[str]) -> Iterator[Said]:
    left = node.left
    target = path(left)
    if target and (_root(target) not in hidden or is_of_window(left)):
        subjects = matching(known.forms, target, [node.right], assigned=True)
        if subjects:
            yield _said(node, f"{target} = …", subjects)
    name = left.property.name if left.type == "MemberExpression" and not left.computed else ""
    if name in _SOURCES:
        yield from _addresses([node.right], known)
    elif name in _WRITTEN and (inner := text(node.right)).strip(FILL):
        yield _said(node, inner)


def _root(target: str) -> str:
    return target.partition(".")[0].removesuffix("()")


def _addresses(values: Sequence[Node], known: Marks) -> Iterator[Said]:
    for value in values:
        url = text(value)
        subjects = whose(known, url)
        if subjects:
            yield _said(value, url, subjects)


def _of_vendors(found: Iterator[Said]) -> Iterator[Said]:
    """Keep the addresses of vendors: where a text may be anything, a stranger's host says nothing."""
    return (said for said in found if "." not in said.subjects[0])
