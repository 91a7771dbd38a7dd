"""C# code to its outline: attributes, classes, methods, constants, properties, chains of calls with their lambdas.

``options.FallbackPolicy = x`` is a call of ``options.FallbackPolicy=``, as the setter that it is; what a method returns
without calling anything is a call of ``return`` with that value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.backend import nesting, readers
from pixelgate.parse.backend.code import Code, Reader, children, joined, of_type, span, unescaped
from pixelgate.parse.backend.grammar import Node
from pixelgate.parse.backend.reading import Language, Said
from pixelgate.parse.outline import Argument, Definition, Import, Outline
from pixelgate.parse.values import Array, Constant, Entry, Object, Unknown, Value
from pixelgate.source import Source

SIGNS = re.compile(
    r"Controller\b|\bMap\w*\(|\bAuthorize|AllowAnonymous|PageModel\b|FallbackPolicy|UseMvc|AddMvc|AddRazorPages|ClientScript"
)
"""What stands in every file that declares routes, renders pages or asks for a login."""

_CLASSES = ("class_declaration", "record_declaration", "struct_declaration", "interface_declaration")
_FUNCTIONS = ("method_declaration", "constructor_declaration", "local_function_statement")
_MARKED = (*_CLASSES, *_FUNCTIONS, "lambda_expression")
_QUERY = f"""
(invocation_expression) @call
(object_creation_expression) @call
(return_statement) @call
(arrow_expression_clause) @call
(assignment_expression left: (member_access_expression)) @call
(lambda_expression) @body
(anonymous_method_expression) @body
{"".join(f"({kind}) @class" for kind in _CLASSES)}
{"".join(f"({kind}) @function" for kind in _FUNCTIONS)}
{"".join(f"({kind} (attribute_list (attribute) @mark))" for kind in _MARKED)}
(field_declaration (variable_declaration (variable_declarator) @variable))
(property_declaration) @variable
(namespace_declaration) @package
(file_scoped_namespace_declaration) @package
(using_directive) @import
"""
_CALLS = ("invocation_expression", "object_creation_expression")
_WORDS = {"true": True, "false": False, "null": None}


def outline(source: Source) -> Outline:
    """Return what a file of C# imports, defines and calls; raise ``Missing`` without the grammar."""
    return nesting.outline(source, _CSHARP)


def _string(code: Code, node: Node, _: int) -> Value:
    text = code.text(node)
    if node.type == "verbatim_string_literal":
        return Constant(text[2:-1].replace('""', '"'), span(node))
    if node.type == "raw_string_literal":
        return Constant(text.strip('"').strip(), span(node))
    return Constant(unescaped(text[1:-1]), span(node))


def _interpolated(code: Code, node: Node, depth: int) -> Value:
    parts: list[Value] = []
    for part in children(node):
        if part.type == "string_content":
            parts.append(Constant(unescaped(code.text(part)), span(part)))
        elif part.type == "interpolation":
            inner = next((child for child in children(part) if child.type != "interpolation_brace"), part)
            parts.append(code.value(inner, depth) if inner.id != part.id else code.unknown(part))
    return joined(parts, span(node))


def _items(code: Code, node: Node, depth: int) -> Value:
    inner = of_type(node, "initializer_expression") or node
    items = (next(children(i), i) if i.type == "collection_element" else i for i in children(inner))
    return Array(tuple(code.value(item, depth) for item in items), span(node))


def _anonymous(code: Code, node: Node, depth: int) -> Value:
    """Read ``new { controller = "Home", id }``, whose tree has names and values side by side."""
    entries: list[Entry] = []
    given = list(children(node))
    for at, item in enumerate(given):
        follows = item.next_sibling
        if item.type == "identifier" and follows is not None and follows.type == "=" and at + 1 < len(given):
            said = given[at + 1]
            entries.append(Entry(code.text(item), code.value(said, depth), span(item)))
    return Object(tuple(entries), span(node))


def _of_call(code: Code, node: Node, _: int) -> Value:
    """Read ``nameof(Index)`` as the text it is."""
    if code.text(node.child_by_field_name("function")) == "nameof":
        said = next(children(node.child_by_field_name("arguments")), None)
        return Constant(code.text(said).rpartition(".")[2], span(node))
    return code.unknown(node)


_READERS: dict[str, Reader] = {
    **dict.fromkeys(("string_literal", "verbatim_string_literal", "raw_string_literal"), _string),
    "interpolated_string_expression": _interpolated,
    **dict.fromkeys(
        ("implicit_array_creation_expression", "array_creation_expression", "collection_expression"), _items
    ),
    "anonymous_object_creation_expression": _anonymous,
    "binary_expression": readers.binary("+"),
    "conditional_expression": readers.conditional("consequence"),
    "parenthesized_expression": readers.inner,
    "cast_expression": readers.inner,
    "await_expression": readers.inner,
    "invocation_expression": _of_call,
    "integer_literal": readers.numeral,
    "lambda_expression": readers.function,
    "boolean_literal": readers.words(_WORDS),
    "null_literal": readers.words(_WORDS),
}


def _call(code: Code, node: Node) -> Said | None:
    if node.type in {"return_statement", "arrow_expression_clause"}:
        return _returned(code, node)
    if node.type == "attribute":
        name = node.child_by_field_name("name")
        return Said(code.dotted(name), name or node, tuple(_arguments(code, of_type(node, "attribute_argument_list"))))
    if node.type == "assignment_expression":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        said = (Argument("", code.value(right)),) if right else ()
        return Said(f"{code.dotted(left)}=", node, said)
    given = tuple(_arguments(code, node.child_by_field_name("arguments")))
    if node.type == "object_creation_expression":
        kind = node.child_by_field_name("type")
        return Said(_bare_name(code, kind), kind or node, given)
    function = node.child_by_field_name("function")
    if function is None or function.type != "member_access_expression":
        return Said(_bare_name(code, function), function or node, given)
    name, on = function.child_by_field_name("name"), function.child_by_field_name("expression")
    said_name = _bare_name(code, name)
    if on and on.type not in _CALLS:
        said_name = f"{code.dotted(on)}.{said_name}"
    return Said(said_name, name or node, given, on)


def _returned(code: Code, node: Node) -> Said | None:
    said = next(children(node), None)
    if said is None or said.type in {*_CALLS, "await_expression", "assignment_expression"}:
        return None
    return Said("return", node, (Argument("", code.value(said)),))


def _bare_name(code: Code, node: Node | None) -> str:
    """Return a name without its type arguments."""
    if node is not None and node.type == "generic_name":
        node = next(children(node), None)
    return code.dotted(node)


def _arguments(code: Code, given: Node | None) -> Iterator[Argument]:
    for argument in children(given):
        name = argument.child_by_field_name("name")
        said = list(children(argument))
        if said:
            yield Argument(code.text(name), code.value(said[-1]))


def _define(code: Code, node: Node) -> Definition:
    place = code.location(node)
    name = code.text(node.child_by_field_name("name"))
    if node.type in {"variable_declarator", "property_declaration"}:
        said = node.child_by_field_name("value")
        if node.type == "variable_declarator":
            *_, last = [node, *children(node)]
            said = last if last.id != node.id and last.type != "identifier" else None
        return Definition("variable", name, place, value=code.value(said) if said else None)
    marks = tuple(nesting.modifier(code.text(c), place) for c in children(node) if c.type == "modifier")
    if node.type in _CLASSES:
        listed = children(of_type(node, "base_list"))
        bases = (
            _bare_name(code, next(children(b), b) if b.type == "primary_constructor_base_type" else b) for b in listed
        )
        return Definition("class", name, place, tuple(base for base in bases if base), marks)
    return Definition("function", name, place, marks=marks, parameters=tuple(_parameters(code, node)))


def _parameters(code: Code, node: Node) -> Iterator[Argument]:
    for parameter in children(node.child_by_field_name("parameters")):
        kind = parameter.child_by_field_name("type")
        said = Unknown(_bare_name(code, kind), span(kind)) if kind else Unknown("", span(parameter))
        yield Argument(code.text(parameter.child_by_field_name("name")), said)


def _imports(code: Code, node: Node) -> Iterator[Import]:
    alias = node.child_by_field_name("name")
    *_, target = [node, *children(node)]
    yield Import(code.text(alias) or "*", code.dotted(target), code.location(node))


def _package(code: Code, node: Node) -> str:
    return code.dotted(node.child_by_field_name("name"))


_CSHARP = Language("csharp", _QUERY, _READERS, _call, _define, _imports, _package)
