"""What a name means at a place: declarations by scope, read statement by statement and only where somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.javascript.tree import FUNCTIONS, Step, field, first_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_NESTING = frozenset(
    {
        "statement_block",
        "if_statement",
        "else_clause",
        "for_statement",
        "for_in_statement",
        "while_statement",
        "do_statement",
        "try_statement",
        "catch_clause",
        "finally_clause",
        "switch_statement",
        "switch_body",
        "switch_case",
        "switch_default",
        "labeled_statement",
        "with_statement",
        "export_statement",
        "ERROR",
    }
)
_CLASSES = frozenset({"class_declaration", "abstract_class_declaration", "enum_declaration"})


class Leaf(NamedTuple):
    """A name inside a binding pattern, the keys that lead to it from the whole, and its default."""

    node: Node
    keys: tuple[str, ...]
    default: Node | None


class Declaration:
    """A local name: where it is declared and what it starts with.

    ``kind`` is const, let, var, param, function, class, enum, import, catch or each (of a loop). ``value`` is the
    initialiser before destructuring by ``keys``; for a parameter ``function`` and ``index`` say whose it is. An import
    has ``module`` and ``export``. A global that the code only assigns is ``implicit``.
    """

    __slots__ = (
        "default",
        "export",
        "function",
        "implicit",
        "index",
        "keys",
        "kind",
        "module",
        "name",
        "node",
        "scope",
        "value",
    )

    def __init__(self, name: str, kind: str, node: Node, scope: Step) -> None:
        self.name = name
        self.kind = kind
        self.node = node
        self.scope = scope
        self.value: Node | None = None
        self.keys: tuple[str, ...] = ()
        self.default: Node | None = None
        self.function: Node | None = None
        self.index = -1
        self.module: Node | None = None
        self.export = ""
        self.implicit = False


def name_of(node: Node) -> str:
    """Return the text of an identifier as the tree has it (foreign letters already replaced)."""
    return (node.text or b"").decode("ascii")


def leaves(pattern: Node) -> Iterator[Leaf]:
    """Yield the names that a binding or assignment pattern binds."""
    stack: list[Leaf] = [Leaf(pattern, (), None)]
    while stack:
        leaf = stack.pop()
        match leaf.node.type:
            case "identifier":
                yield leaf
            case "shorthand_property_identifier_pattern":
                yield leaf._replace(keys=(*leaf.keys, name_of(leaf.node)))
            case _:
                stack.extend(reversed(_inside(leaf)))


def _inside(leaf: Leaf) -> list[Leaf]:
    """Return the parts of a pattern."""
    node, keys, default = leaf
    match node.type:
        case "assignment_pattern" | "object_assignment_pattern":
            left, default = field(node, "left"), field(node, "right")
        case "required_parameter" | "optional_parameter":
            left, default = field(node, "pattern"), field(node, "value")
        case "pair_pattern":
            key, left = field(node, "key"), field(node, "value")
            keys = (*keys, name_of(key).strip("'\"")) if key is not None else keys
        case "rest_pattern":
            return [Leaf(child, (*keys, "..."), None) for child in node.named_children]
        case "array_pattern":
            return [Leaf(child, (*keys, str(at)), None) for at, child in _elements(node)]
        case "object_pattern":
            return [Leaf(child, keys, None) for child in node.named_children]
        case _:
            return []
    return [Leaf(left, keys, default)] if left is not None else []


def _elements(pattern: Node) -> Iterator[tuple[int, Node]]:
    at = 0
    for child in pattern.children:
        if child.type == ",":
            at += 1
        elif child.is_named and child.type != "comment":
            yield at, child


def table(scope: Step) -> dict[str, Declaration]:
    """Return the names that a scope declares; of several declarations of one name the one with a value."""
    found: dict[str, Declaration] = {}
    for declaration in _declarations(scope):
        known = found.get(declaration.name)
        if known is None or (known.value is None and declaration.value is not None and known.kind != "param"):
            found[declaration.name] = declaration
    return found


def _declarations(scope: Step) -> Iterator[Declaration]:
    node = scope.node
    if scope.type in FUNCTIONS:
        yield from _parameters(scope)
        name = field(node, "name")
        if scope.type in {"function_expression", "generator_function"} and name is not None:
            yield _function(node, name, scope)
    elif scope.type == "catch_clause":
        parameter = field(node, "parameter")
        yield from _bind(parameter, "catch", None, scope)
    elif scope.type == "for_in_statement":
        if field(node, "kind") is not None:
            yield from _bind(field(node, "left"), "each", field(node, "right"), scope)
    else:
        yield from _statements(scope)


def _parameters(scope: Step) -> Iterator[Declaration]:
    for index, parameter in enumerate(parameters(scope.node)):
        for leaf in leaves(parameter):
            found = Declaration(name_of(leaf.node), "param", leaf.node, scope)
            found.keys, found.default = leaf.keys, leaf.default
            found.function, found.index = scope.node, index
            yield found


def parameters(function: Node) -> list[Node]:
    """Return the parameter patterns of a function (TypeScript's ``this`` parameter left out)."""
    single = field(function, "parameter")
    if single is not None:
        return [single]
    listed = field(function, "parameters")
    if listed is None:
        return []
    nodes = [child for child in listed.named_children if child.type != "comment"]
    if nodes and nodes[0].type == "required_parameter":
        inner = field(nodes[0], "pattern")
        if inner is not None and inner.type == "this":
            return nodes[1:]
    return nodes


def _bind(pattern: Node | None, kind: str, value: Node | None, scope: Step) -> Iterator[Declaration]:
    if pattern is None:
        return
    for leaf in leaves(pattern):
        found = Declaration(name_of(leaf.node), kind, leaf.node, scope)
        found.keys, found.default, found.value = leaf.keys, leaf.default, value
        yield found


def _function(node: Node, name: Node, scope: Step) -> Declaration:
    found = Declaration(name_of(name), "function", name, scope)
    found.value = node
    return found


def owns_vars(scope: Step) -> bool:
    """Tell whether ``var`` declarations inside a scope belong to it."""
    return scope.type == "program" or (
        scope.type == "statement_block" and scope.parent is not None and scope.parent.type in FUNCTIONS
    )


def _statements(scope: Step) -> Iterator[Declaration]:
    stack = [(child, True) for child in reversed(scope.node.named_children)]
    hoists = owns_vars(scope)
    while stack:
        node, direct = stack.pop()
        kind = node.type
        if kind == "variable_declaration" or (kind == "lexical_declaration" and direct):
            if kind == "lexical_declaration" or hoists:
                yield from _variables(node, scope)
        elif kind == "import_statement":
            yield from import_declarations(node, scope)
        elif direct and kind in {"function_declaration", "generator_function_declaration"}:
            name = field(node, "name")
            if name is not None:
                yield _function(node, name, scope)
        elif direct and kind in _CLASSES:
            yield from _class(node, scope)
        elif kind in _NESTING and (hoists or kind in _TRANSPARENT):
            inner = direct and kind in _TRANSPARENT
            stack.extend((child, inner) for child in reversed(node.named_children))


_TRANSPARENT = frozenset({"export_statement", "ERROR", "switch_case", "switch_default", "labeled_statement"})


def _variables(node: Node, scope: Step) -> Iterator[Declaration]:
    kind = node.children[0].type if node.children else "var"
    for declarator in node.named_children:
        if declarator.type == "variable_declarator":
            yield from _bind(field(declarator, "name"), kind, field(declarator, "value"), scope)


def _class(node: Node, scope: Step) -> Iterator[Declaration]:
    name = field(node, "name")
    if name is not None:
        found = Declaration(name_of(name), "enum" if node.type == "enum_declaration" else "class", name, scope)
        found.value = node
        yield found


def import_declarations(node: Node, scope: Step) -> Iterator[Declaration]:
    """Yield the names that an import statement binds."""
    source = field(node, "source")
    for clause in node.named_children:
        if clause.type == "import_require_clause":
            name = first_in(clause)
            required = field(clause, "source")
            if name is not None and required is not None:
                yield _import(name, required, "=", scope)
        elif clause.type == "import_clause" and source is not None:
            for part in clause.named_children:
                yield from _import_part(part, source, scope)


def _import_part(part: Node, source: Node, scope: Step) -> Iterator[Declaration]:
    if part.type == "identifier":
        yield _import(part, source, "default", scope)
    elif part.type == "namespace_import":
        name = first_in(part)
        if name is not None:
            yield _import(name, source, "*", scope)
    elif part.type == "named_imports":
        for specifier in part.named_children:
            name = field(specifier, "name")
            if name is not None:
                yield _import(field(specifier, "alias") or name, source, name_of(name).strip("'\""), scope)


def _import(name: Node, source: Node, export: str, scope: Step) -> Declaration:
    found = Declaration(name_of(name), "import", name, scope)
    found.module, found.export = source, export
    return found
