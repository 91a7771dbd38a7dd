r"""PHP code to its outline: calls with the functions they are given, classes, methods, constants, properties.

A ``use Trait;`` of a class is one of its bases, an annotation in a comment (``@Route("/p")``) a mark, as an attribute
is. ``include 'x.php'`` is a call of ``include``, the comment ``Template Name: x`` one of ``Template Name``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.backend import nesting, readers
from pixelgate.parse.backend.code import Code, Reader, children, joined, of_type, span
from pixelgate.parse.backend.comments import marks_of
from pixelgate.parse.backend.grammar import Node
from pixelgate.parse.backend.reading import Language, Said
from pixelgate.parse.outline import Argument, Definition, Import, Outline
from pixelgate.parse.values import Array, Choice, Constant, Entry, Function, Object, Unknown, Value
from pixelgate.source import Source

SIGNS = re.compile(
    r"\bRoute\b|Controller\b|Middleware\b|\badd_(?:action|filter)\b|_logged_in\b|auth_redirect|current_user_can"
    r"|Template Name:|\b(?:get_header|wp_(?:head|footer|body_open))\b|\bwith(?:Routing|Middleware)\b|Kernel\b"
    r"|RoutingConfigurator|\bFastRoute\b|\bSlim\\|\bFolio\b|\bview\(|\bInertia\b|->render\w*\(|\$_SESSION\b|\bsession_start\(|Location:"
    r"|\b(?:check|require|ensure|verify|force|must)_?(?:be_?|user_?|is_?)?(?i:log(?:ged)?_?in|auth|session)\w*\("
)
"""What stands in every file that declares routes, renders pages or asks for a login."""

_CLASSES = ("class_declaration", "trait_declaration", "interface_declaration", "enum_declaration")
_MARKED = (*_CLASSES, "method_declaration")
_INCLUDES = ("include_expression", "include_once_expression", "require_expression", "require_once_expression")
_QUERY = f"""
(function_call_expression) @call
(member_call_expression) @call
(nullsafe_member_call_expression) @call
(scoped_call_expression) @call
(object_creation_expression) @call
(return_statement) @call
(program (comment) @call)
{"".join(f"({kind}) @call" for kind in _INCLUDES)}
(anonymous_function) @body
(arrow_function) @body
{"".join(f"({kind}) @class" for kind in _CLASSES)}
{"".join(f"({kind} (attribute_list (attribute_group (attribute) @mark)))" for kind in _MARKED)}
(method_declaration) @function
(function_definition) @function
(const_element) @variable
(property_element) @variable
(namespace_definition) @package
(namespace_use_declaration) @import
"""
_TEMPLATE_NAME = re.compile(r"Template Name:([^\n*]*)")
_ESCAPE = re.compile(r"\\(['\"\\$ntr])")
_SINGLE = {"n": "\n", "t": "\t", "r": "\r"}
_WORDS = {"true": True, "false": False, "null": None}


def outline(source: Source) -> Outline:
    """Return what a file of PHP imports, defines and calls; raise ``Missing`` without the grammar."""
    return nesting.outline(source, _PHP)


def _string(code: Code, node: Node, depth: int) -> Value:
    parts: list[Value] = []
    for part in children(node):
        if part.type in {"string_content", "escape_sequence", "nowdoc_string", "heredoc_body", "nowdoc_body"}:
            text = _ESCAPE.sub(lambda found: _SINGLE.get(found[1], found[1]), code.text(part))
            parts.append(Constant(text, span(part)))
        elif part.type != "heredoc_start":
            parts.append(code.value(part, depth))
    whole = joined(parts, span(node))
    return Constant(whole.value, whole.span) if isinstance(whole, Constant) else whole


def _array(code: Code, node: Node, depth: int) -> Value:
    elements = list(children(node))
    if any(len(list(children(element))) > 1 or _spreads(element) for element in elements):
        return Object(tuple(_entry(code, element, depth) for element in elements), span(node))
    inner = (next(children(element), element) for element in elements)
    return Array(tuple(code.value(item, depth) for item in inner), span(node))


def _spreads(element: Node) -> bool:
    return of_type(element, "variadic_unpacking") is not None


def _entry(code: Code, element: Node, depth: int) -> Entry:
    key, *rest = children(element) if element.named_child_count else (element,)
    if not rest:
        return Entry("..." if _spreads(element) else None, code.value(key, depth), span(element))
    said = code.value(key, depth)
    name = said.value if isinstance(said, Constant) else code.dotted(key)
    return Entry(str(name) if name else None, code.value(rest[-1], depth), span(element))


def _match(code: Code, node: Node, depth: int) -> Value:
    arms = (arm.child_by_field_name("return_expression") for arm in children(node.child_by_field_name("body")))
    return Choice(tuple(code.value(arm, depth) for arm in arms if arm), span(node))


_READERS: dict[str, Reader] = {
    **dict.fromkeys(("string", "encapsed_string", "heredoc", "nowdoc", "heredoc_body"), _string),
    "array_creation_expression": _array,
    "binary_expression": readers.binary(".", "??"),
    "conditional_expression": readers.conditional("body"),
    "match_expression": _match,
    "parenthesized_expression": readers.inner,
    "integer": readers.numeral,
    "float": readers.numeral,
    "boolean": readers.words(_WORDS),
    "null": readers.words(_WORDS),
    **dict.fromkeys(("anonymous_function", "arrow_function"), readers.function),
}


def _call(code: Code, node: Node) -> Said | None:
    if node.type == "comment":
        return _header(code, node)
    if node.type == "return_statement":
        said = next(children(node), None)
        read = code.value(said) if said else None
        return None if read is None or _says_nothing(read) else Said("return", node, (Argument("", read),))
    if node.type in _INCLUDES:
        said = next(children(node), node)
        return Said("include", node, (Argument("", code.value(said)),))
    if node.type in {"attribute", "object_creation_expression"}:
        name = next(children(node), node)
        given = node.child_by_field_name("parameters") or of_type(node, "arguments")
        return Said(code.dotted(name), name, tuple(_arguments(code, given)))
    place = node.child_by_field_name("name") or node.child_by_field_name("function") or node
    on = node.child_by_field_name("object") or node.child_by_field_name("scope")
    called = f"{code.dotted(on)}.{code.dotted(place)}" if on and not _is_call(on) else code.dotted(place)
    return Said(called, place, tuple(_arguments(code, node.child_by_field_name("arguments"))), on)


def _header(code: Code, comment: Node) -> Said | None:
    """Read the comment that names a file for WordPress: ``Template Name: Results``."""
    found = _TEMPLATE_NAME.search(code.text(comment))
    return Said("Template Name", comment, (Argument("", Constant(found[1].strip(), span(comment))),)) if found else None


def _is_call(node: Node) -> bool:
    return node.type.endswith("call_expression")


def _says_nothing(read: Value) -> bool:
    return isinstance(read, Unknown | Function)


def _arguments(code: Code, given: Node | None) -> Iterator[Argument]:
    for argument in children(given):
        if argument.type != "argument":
            continue
        name = argument.child_by_field_name("name")
        said = list(children(argument))
        if said:
            yield Argument(code.text(name), code.value(said[-1]))


def _define(code: Code, node: Node) -> Definition:
    place = code.location(node)
    if node.type in {"const_element", "property_element"}:
        first, *rest = children(node)
        return Definition("variable", code.dotted(first), place, value=code.value(rest[-1]) if rest else None)
    name = code.text(node.child_by_field_name("name"))
    marks = tuple(marks_of(code, node.prev_named_sibling))
    if node.type in _CLASSES:
        return Definition("class", name, place, tuple(_bases(code, node)), marks)
    modifiers = tuple(
        code.text(child) for child in children(node) if child.type in {"visibility_modifier", "static_modifier"}
    )
    return Definition(
        "function",
        name,
        place,
        marks=(*marks, *(nesting.modifier(word, place) for word in modifiers)),
        parameters=tuple(_parameters(code, node)),
    )


def _bases(code: Code, node: Node) -> Iterator[str]:
    lists = [child for child in children(node) if child.type in {"base_clause", "class_interface_clause"}]
    body = node.child_by_field_name("body")
    lists += [child for child in children(body) if child.type == "use_declaration"]
    for names in lists:
        yield from (code.dotted(name) for name in children(names) if name.type in {"name", "qualified_name"})


def _parameters(code: Code, node: Node) -> Iterator[Argument]:
    for parameter in children(node.child_by_field_name("parameters")):
        kind, default = parameter.child_by_field_name("type"), parameter.child_by_field_name("default_value")
        said = code.value(default) if default else code.unknown(kind) if kind else Unknown("", span(parameter))
        yield Argument(code.dotted(parameter.child_by_field_name("name")), said)


def _imports(code: Code, node: Node) -> Iterator[Import]:
    prefix = code.dotted(of_type(node, "namespace_name"))
    group = node.child_by_field_name("body")
    for clause in children(group or node):
        if clause.type == "namespace_use_clause":
            alias = clause.child_by_field_name("alias")
            said = code.dotted(next(children(clause), None))
            target = f"{prefix}.{said}" if group else said
            yield Import(code.text(alias) or target.rpartition(".")[2], target, code.location(clause))


def _package(code: Code, node: Node) -> str:
    return code.dotted(node.child_by_field_name("name"))


_PHP = Language("php", _QUERY, _READERS, _call, _define, _imports, _package, runs=True)
