"""Java code to its outline: annotations, classes, methods, constants, chains of calls with their lambdas.

What a method returns without calling anything is a call of ``return`` with that value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.backend import nesting, readers
from pixelgate.parse.backend.code import Code, Reader, children, of_type, span, unescaped
from pixelgate.parse.backend.grammar import Node
from pixelgate.parse.backend.reading import Language, Said
from pixelgate.parse.outline import Argument, Definition, Import, Outline
from pixelgate.parse.values import Constant, Unknown, Value
from pixelgate.source import Source

SIGNS = re.compile(
    r"Mapping\b|\bController\b|ViewController|HttpSecurity|ModelAndView|@Path\b|WebServlet|antMatchers|PreAuthorize|SiteMesh"
)
"""What stands in every file that declares routes, renders pages or asks for a login."""

_CLASSES = ("class_declaration", "interface_declaration", "record_declaration", "enum_declaration")
_METHODS = ("method_declaration", "constructor_declaration")
_MARKED = (*_CLASSES, *_METHODS)
_QUERY = f"""
(method_invocation) @call
(object_creation_expression) @call
(return_statement) @call
(lambda_expression) @body
{"".join(f"({kind}) @class" for kind in _CLASSES)}
{"".join(f"({kind}) @function" for kind in _METHODS)}
{"".join(f"({kind} (modifiers [(annotation) (marker_annotation)] @mark))" for kind in _MARKED)}
(field_declaration (variable_declarator) @variable)
(constant_declaration (variable_declarator) @variable)
(package_declaration) @package
(import_declaration) @import
"""
_WORDS = {"true": True, "false": False, "null": None}
_GENERIC = re.compile(r"<.*>", re.DOTALL)


def outline(source: Source) -> Outline:
    """Return what a file of Java imports, defines and calls; raise ``Missing`` without the grammar."""
    return nesting.outline(source, _JAVA)


def _string(code: Code, node: Node, _: int) -> Value:
    text = code.text(node)
    quotes = 3 if text.startswith('"""') else 1
    return Constant(unescaped(text[quotes:-quotes]), span(node))


def _created(code: Code, node: Node, depth: int) -> Value:
    items = of_type(node, "array_initializer")
    return readers.items(code, items, depth) if items else code.unknown(node)


_READERS: dict[str, Reader] = {
    "string_literal": _string,
    "element_value_array_initializer": readers.items,
    "array_initializer": readers.items,
    "array_creation_expression": _created,
    "binary_expression": readers.binary("+"),
    "ternary_expression": readers.conditional("consequence"),
    "parenthesized_expression": readers.inner,
    "cast_expression": readers.inner,
    "decimal_integer_literal": readers.numeral,
    "lambda_expression": readers.function,
    **dict.fromkeys(("true", "false", "null_literal"), readers.words(_WORDS)),
}


def _call(code: Code, node: Node) -> Said | None:
    if node.type == "return_statement":
        said = next(children(node), None)
        plain = said is not None and said.type not in {"method_invocation", "object_creation_expression"}
        return Said("return", node, (Argument("", code.value(said)),)) if said and plain else None
    given = node.child_by_field_name("arguments")
    if node.type == "object_creation_expression":
        kind = node.child_by_field_name("type")
        return Said(_class_name(code, kind), kind or node, tuple(_arguments(code, given)))
    name = node.child_by_field_name("name")
    on = node.child_by_field_name("object")
    said_name = code.dotted(name)
    if on and on.type not in {"method_invocation", "object_creation_expression"}:
        said_name = f"{code.dotted(on)}.{said_name}"
    return Said(said_name, name or node, tuple(_arguments(code, given)), on)


def _class_name(code: Code, kind: Node | None) -> str:
    if kind is not None and kind.type == "generic_type":
        kind = next(children(kind), None)
    return code.dotted(kind)


def _arguments(code: Code, given: Node | None) -> Iterator[Argument]:
    for item in children(given):
        if item.type == "element_value_pair":
            said = item.child_by_field_name("value")
            yield Argument(code.text(item.child_by_field_name("key")), code.value(said) if said else code.unknown(item))
        else:
            yield Argument("", code.value(item))


def _define(code: Code, node: Node) -> Definition:
    place = code.location(node)
    name = code.text(node.child_by_field_name("name"))
    if node.type == "variable_declarator":
        said = node.child_by_field_name("value")
        return Definition("variable", name, place, value=code.value(said) if said else None)
    if node.type in _CLASSES:
        return Definition("class", name, place, tuple(_bases(code, node)))
    return Definition("function", name, place, parameters=tuple(_parameters(code, node)))


def _bases(code: Code, node: Node) -> Iterator[str]:
    parent = of_type(node, "superclass")
    yield from (_class_name(code, kind) for kind in children(parent))
    interfaces = of_type(node, "super_interfaces", "extends_interfaces")
    yield from (_class_name(code, kind) for kind in children(of_type(interfaces, "type_list")))


def _parameters(code: Code, node: Node) -> Iterator[Argument]:
    for parameter in children(node.child_by_field_name("parameters")):
        kind = parameter.child_by_field_name("type")
        said = Unknown(_class_name(code, kind), span(kind)) if kind else Unknown("", span(parameter))
        yield Argument(code.text(parameter.child_by_field_name("name")), said)


def _imports(code: Code, node: Node) -> Iterator[Import]:
    target = code.dotted(next(children(node), None))
    everything = of_type(node, "asterisk") is not None
    yield Import("*" if everything else target.rpartition(".")[2], target, code.location(node))


def _package(code: Code, node: Node) -> str:
    return code.dotted(of_type(node, "scoped_identifier", "identifier"))


_JAVA = Language("java", _QUERY, _READERS, _call, _define, _imports, _package)
