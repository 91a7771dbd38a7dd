"""Settings in Python: what modules and classes assign to names, read from the syntax tree and never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from pixelgate.parse.python_text import PythonText
from pixelgate.parse.settings.setting import DEPTH, Setting, computed
from pixelgate.parse.values import Array, Choice, Constant, Value
from pixelgate.source import Source, Span

_BODIES = ("body", "orelse", "finalbody", "handlers")


def read_python(text: str) -> Iterator[Setting]:
    """Yield the settings of Python code; code of another Python, or none at all, has none."""
    program = PythonText(Source("", text))
    try:
        tree = program.parse()
    except SyntaxError:
        return
    reader = _Reader(program)
    for statement in _statements(tree.body, DEPTH):
        yield from reader.settings(statement)


def _statements(body: Sequence[ast.stmt], room: int) -> Iterator[ast.stmt]:
    """Yield the statements that run when a module is loaded: in classes and branches too, not in functions."""
    for statement in body:
        yield statement
        if room and not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            for name in _BODIES:
                for part in getattr(statement, name, []):
                    inner = part.body if isinstance(part, ast.ExceptHandler) else [part]
                    yield from _statements(inner, room - 1)


class _Reader:
    """Expressions to values, with offsets in the text."""

    def __init__(self, text: PythonText) -> None:
        self.text = text

    def settings(self, statement: ast.stmt) -> Iterator[Setting]:
        """Yield what an assignment sets; of a dictionary, its entries under their keys."""
        match statement:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from self._set(_keys(target), value, statement)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from self._set(_keys(target), value, statement)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=of, attr="update"), args=[ast.Dict() as value])):
                yield from self._set(_keys(of), value, statement)
            case _:
                pass

    def _set(self, keys: tuple[str, ...], value: ast.expr, place: ast.stmt | ast.expr) -> Iterator[Setting]:
        if not keys or len(keys) > DEPTH:
            return
        for key, name, inner in _entries(value):
            yield from self._set((*keys, name), inner, key)
        if not isinstance(value, ast.Dict):
            span = Span(self.text.offset(place.lineno, place.col_offset), self.text.span(value).end)
            yield Setting(keys, self._value(value, DEPTH), span)

    def _value(self, node: ast.expr, room: int) -> Value:
        span = self.text.span(node)
        match node:
            case ast.Constant(value=str() | bool() | None as known):
                return Constant(known, span)
            case ast.Constant(value=int() | float() as number) if abs(number) < 2**53:
                return Constant(float(number), span)
            case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items) if room:
                return Array(tuple(self._value(item, room - 1) for item in items), span)
            case ast.BoolOp(values=options) if room:
                return Choice(tuple(self._value(option, room - 1) for option in options), span)
            case ast.IfExp(body=yes, orelse=no) if room:
                return Choice((self._value(yes, room - 1), self._value(no, room - 1)), span)
            case ast.Call(args=[_, ast.Constant(value=str()) as default]) if room:
                return Choice((self._value(default, room - 1), computed(self.text.text(node), span)), span)
            case _:
                return computed(self.text.text(node), span)


def _keys(target: ast.expr) -> tuple[str, ...]:
    """Return the key path of what is assigned to: ``NAME``, ``NAME["key"]``, ``self.name``."""
    keys: list[str] = []
    while isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        keys.insert(0, str(target.slice.value))
        target = target.value
    match target:
        case ast.Name(id=name):
            return (name, *keys)
        case ast.Attribute(value=ast.Name(), attr=name):
            return (name, *keys)
        case _:
            return ()


def _entries(value: ast.expr) -> Iterator[tuple[ast.Constant, str, ast.expr]]:
    """Yield the entries of a dictionary that have a literal key: the key's place and text, and the value."""
    if isinstance(value, ast.Dict):
        for key, inner in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key, key.value, inner
