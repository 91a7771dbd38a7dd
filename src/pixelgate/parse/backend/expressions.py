"""Python expressions to values, and the calls in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pixelgate.parse.outline import Argument, Call
from pixelgate.parse.python_text import PythonText
from pixelgate.parse.values import Array, Choice, Constant, Entry, Function, Hole, How, Object, Text, Unknown, Value
from pixelgate.parse.values import constant as known_text
from pixelgate.source import Span

DEPTH = 40
"""How deep values, and calls in the arguments of calls, are followed."""

_LONG = 60
_MOST = 8
"""How many alternatives a name may stand for; with more, it is not known."""

_EFFORT = 5_000
"""How many steps one value may take: names that stand for one another could multiply without end."""

_TEXTS = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.IfExp, ast.BoolOp, ast.Name)
_FIELD = re.compile(r"%(?:\(\w+\))?[sdr]|\{\w*\}")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

Names = Mapping[str, Sequence[ast.expr]]
"""What is assigned to each name of a scope and those around it; an inner assignment hides an outer one."""


class Expressions:
    """Reads the expressions of one program; ``names`` are what names stand for where an expression is."""

    def __init__(self, text: PythonText) -> None:
        self.text = text
        self.left = _EFFORT

    def value(self, node: ast.expr, names: Names, room: int = DEPTH) -> Value:
        """Return what is known of an expression; a call is ``Unknown`` by its name."""
        if room == DEPTH:
            self.left = _EFFORT
        self.left -= 1
        span = self.text.span(node)
        if room <= 0 or self.left <= 0:
            return Unknown(self.text.text(node)[:_LONG], span)
        match node:
            case ast.Constant(value=value):
                return Constant(_plain(value), span)
            case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
                return Array(tuple(self.value(item, names, room - 1) for item in items), span)
            case ast.Dict():
                return Object(tuple(self._entries(node, names, room - 1)), span)
            case ast.BoolOp() | ast.IfExp():
                options = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
                return _choice([self.value(option, names, room - 1) for option in options], span)
            case ast.Lambda(args=parameters):
                return Function("", tuple(p.arg for p in parameters.args), span)
            case ast.Name(id=name) if name in names:
                return self._named(node, names, room - 1)
            case ast.Starred(value=inner) | ast.NamedExpr(value=inner) | ast.Await(value=inner):
                return self.value(inner, names, room - 1)
            case _:
                return self._text(node, names, room) or self._unknown(node)

    def _named(self, node: ast.Name, names: Names, room: int) -> Value:
        """Return what a name stands for where that is a text, or a list of some, in whole or in part; else the name."""
        said = [one for one in names[node.id] if isinstance(one, _TEXTS) or _few(one)]
        others = {name: value for name, value in names.items() if name != node.id}
        folded = [_folded(self.value(one, others, room)) for one in said[:_MOST]]
        if len(said) > _MOST or all(isinstance(option, Unknown) for option in folded):
            return Unknown(node.id, self.text.span(node))
        computed = [Unknown(node.id, self.text.span(node))] if len(said) < len(names[node.id]) else []
        return _choice([*folded, *computed], self.text.span(node))

    def _entries(self, node: ast.Dict, names: Names, room: int) -> Iterator[Entry]:
        for key, inner in zip(node.keys, node.values, strict=True):
            name = known_text(self.value(key, names, room)) if key else "..."
            yield Entry(name, self.value(inner, names, room), self.text.span(inner))

    def _unknown(self, node: ast.expr) -> Unknown:
        name = dotted(node.func if isinstance(node, ast.Call) else node)
        return Unknown(name or self.text.text(node)[:_LONG], self.text.span(node))

    def said(self, node: ast.expr) -> Value:
        """Return a default or an annotation; of one that is computed, the names in it are its inputs."""
        known = self.value(node, {})
        if not isinstance(known, Unknown):
            return known
        names = [one for one in ast.walk(node) if isinstance(one, ast.Name | ast.Attribute) and dotted(one)]
        return Unknown(known.path, known.span, tuple(Unknown(dotted(one), self.text.span(one)) for one in names))

    def _text(self, node: ast.expr, names: Names, room: int) -> Value | None:
        """Return a string that is put together, with its unknown parts."""
        match node:
            case ast.JoinedStr(values=parts):
                return self._joined(parts, names, room, node)
            case ast.FormattedValue(value=inner):
                return self.value(inner, names, room - 1)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return self._joined([left, right], names, room, node)
            case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str() as form)):
                return self._filled(form, node)
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str() as form), attr="format")):
                return self._filled(form, node)
            case _:
                return None

    def _joined(self, nodes: Sequence[ast.expr], names: Names, room: int, whole: ast.expr) -> Value | None:
        values = [self.value(node, names, room - 1) for node in nodes]
        if any(isinstance(value, Array) for value in values):
            items = [value.items if isinstance(value, Array) else (value,) for value in values]
            return Array(tuple(item for few in items for item in few), self.text.span(whole))
        if not any(isinstance(value, Constant | Text) for value in values):
            return None
        parts: list[Constant | Hole | Unknown] = []
        for value in values:
            parts += value.parts if isinstance(value, Text) else [_part(value)]
        return _folded(Text(tuple(parts), self.text.span(whole)))

    def _filled(self, form: str, node: ast.expr) -> Value:
        span = self.text.span(node)
        parts: list[Constant | Hole | Unknown] = []
        at = 0
        for field in _FIELD.finditer(form):
            parts += [Constant(form[at : field.start()], span), Unknown(field[0], span)]
            at = field.end()
        return _folded(Text((*parts, Constant(form[at:], span)), span))

    def calls(self, nodes: Iterable[ast.AST], names: Names, room: int = DEPTH) -> Iterator[Call]:
        """Yield the calls in some code in the order of the code, those in arguments inside their call.

        What functions and classes hold that are defined there is theirs. A returned text is a call named ``return``;
        of an object that is returned, the call has nothing in it.
        """
        stack = list(nodes)[::-1]
        while stack:
            node = stack.pop()
            if isinstance(node, ast.Call):
                yield from self._call(node, names, room)
            elif not isinstance(node, _SCOPES):
                if isinstance(node, ast.Return) and node.value:
                    yield from self._returned(node.value, names)
                stack += reversed(list(ast.iter_child_nodes(node)))

    def _returned(self, node: ast.expr, names: Names) -> Iterator[Call]:
        value = self.value(node, names)
        if not isinstance(value, Unknown):
            said = () if isinstance(value, Object) else (Argument("", value),)
            yield Call("return", said, self.text.source.location(self.text.span(node)))

    def _call(self, node: ast.Call, names: Names, room: int) -> Iterator[Call]:
        """Yield a call with the calls made on its result, or what stands in it where it has no name."""
        chain = [node]
        while isinstance(chain[-1].func, ast.Attribute) and isinstance(chain[-1].func.value, ast.Call):
            chain.append(chain[-1].func.value)
        first, *others = reversed(chain)
        chained = tuple(self.call(one, names, room - 1) for one in others)
        if dotted(_callee(first)):
            yield self.call(first, names, room - 1, chained)
        else:
            yield from self.calls(ast.iter_child_nodes(first), names, room - 1) if room > 0 else ()
            yield from chained

    def call(self, node: ast.expr, names: Names, room: int = DEPTH, chained: tuple[Call, ...] = ()) -> Call:
        """Return one call, or a decorator that is only named, as a call; ``body`` are the calls in its arguments.

        A call of what a call returns (``cache_page(60)(view)``) is one call with the arguments of both.
        """
        place = self.text.source.location(self.text.span(node))
        given: list[tuple[str, ast.expr]] = []
        function = node
        while isinstance(function, ast.Call) and room > 0:
            keywords = [(k.arg or "...", k.value) for k in function.keywords]
            given = [*(("", one) for one in function.args), *keywords, *given]
            function = function.func
        arguments = tuple(Argument(name, self.value(one, names)) for name, one in given)
        body = tuple(self.calls((one for _, one in given), names, room))
        return Call(dotted(function), arguments, place, chained, body)


def _callee(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Call):
        node = node.func
    return node


def dotted(node: ast.expr) -> str:
    """Return a name as it is written, empty for what is no name; of a call's result, the last name only."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        return ".".join([node.id, *reversed(names)])
    return names[0] if names and isinstance(node, ast.Call) else ""


def _plain(value: object) -> str | float | bool | None:
    """Return a literal as all languages have it; bytes, big numbers and ``...`` are nothing."""
    if isinstance(value, str | bool):
        return value
    return float(value) if isinstance(value, int | float) and abs(value) < 2**53 else None


def _few(node: ast.expr) -> bool:
    """Tell whether an expression lists some texts."""
    listed = node.elts if isinstance(node, ast.List | ast.Tuple) else []
    return 0 < len(listed) <= _MOST and all(isinstance(one, _TEXTS) for one in listed)


def _part(value: Value) -> Constant | Hole | Unknown:
    return value if isinstance(value, Constant | Hole | Unknown) else Unknown("", value.span)


def _folded(value: Value) -> Value:
    """Return a text all whose parts are known as a constant; a constant read through a name is a folded one."""
    if isinstance(value, Constant):
        return Constant(value.value, value.span, How.FOLDED)
    if isinstance(value, Text) and all(isinstance(part, Constant) for part in value.parts):
        return Constant("".join(known_text(part) or "" for part in value.parts), value.span, How.FOLDED)
    return value


def _choice(options: Sequence[Value], span: Span) -> Value:
    flat = [one for option in options for one in (option.options if isinstance(option, Choice) else (option,))]
    return flat[0] if len(flat) == 1 else Choice(tuple(flat), span)
