"""The bodies of Python modules, classes and functions as steps."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from pixelgate.parse import program
from pixelgate.parse.program import Expression, Step
from pixelgate.parse.python_text import PythonText
from pixelgate.source import Location

_DEPTH = 40
"""How deep expressions and branches are read."""

_LONG = 60
_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Mod: "%", ast.And: "and", ast.Or: "or", ast.Not: "not", ast.Eq: "==", ast.NotEq: "!=",
    ast.In: "in", ast.NotIn: "not in", ast.Is: "==", ast.IsNot: "!=", ast.BitOr: "|",
}  # fmt: skip
_NEVER = program.Opaque()


class Steps:
    """Reads the bodies of one program."""

    def __init__(self, text: PythonText) -> None:
        self.text = text

    def of(self, scope: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Step]:
        """Yield what a scope does; a function begins by taking the arguments that no parameter takes."""
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            rest = ((scope.args.vararg, "*"), (scope.args.kwarg, "**"))
            yield from (program.Set(program.Name(one.arg), program.Opaque(sign)) for one, sign in rest if one)
        yield from self.steps(scope.body)

    def steps(self, body: Iterable[ast.stmt], room: int = _DEPTH) -> Iterator[Step]:
        """Yield what statements do, in their order; what is defined among them is told elsewhere."""
        for node in body if room else ():
            yield from self._step(node, room - 1)

    def _step(self, node: ast.stmt, room: int) -> Iterator[Step]:
        match node:
            case ast.Assign(targets=targets, value=value):
                yield from (program.Set(self.read(target, room), self.read(value, room)) for target in targets)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield program.Set(self.read(target, room), self.read(value, room))
            case ast.AugAssign(target=target, op=ast.Add(), value=value):
                yield program.Set(self.read(target, room), self.read(value, room), more=True)
            case ast.Expr(value=ast.Yield(value=ast.expr() as value)):
                yield program.Give(self.read(value, room), more=True)
            case ast.Expr(value=ast.YieldFrom(value=value)):
                yield program.Give(program.Spread(self.read(value, room)), more=True)
            case ast.Expr(value=ast.Call() as value):
                yield program.Do(self.read(value, room))
            case ast.Return(value=value):
                yield program.Give(self.read(value, room) if value else program.Literal(None))
            case ast.Break() | ast.Continue() | ast.Raise():
                yield program.Leave(type(node).__name__.lower())
            case _:
                yield from self._block(node, room)

    def _block(self, node: ast.stmt, room: int) -> Iterator[Step]:
        match node:
            case ast.If(test=test, body=body, orelse=other):
                yield program.If(self.read(test, room), self._all(body, room), self._all(other, room))
            case ast.For(target=target, iter=source, body=body) | ast.AsyncFor(target=target, iter=source, body=body):
                yield program.For(self.read(target, room), self.read(source, room), self._all(body, room))
            case ast.While(body=body):
                yield program.If(_NEVER, self._all(body, room))
            case ast.With(body=body) | ast.AsyncWith(body=body):
                yield from self.steps(body, room)
            case ast.Try() | ast.TryStar():
                yield from self.steps([*node.body, *node.orelse], room)
                for handler in node.handlers:
                    yield program.If(_NEVER, self._all(handler.body, room))
                yield from self.steps(node.finalbody, room)
            case ast.Match(cases=cases):
                yield from (program.If(_NEVER, self._all(case.body, room)) for case in cases)
            case _:
                return

    def _all(self, body: Iterable[ast.stmt], room: int) -> tuple[Step, ...]:
        return tuple(self.steps(body, room))

    def read(self, node: ast.expr, room: int = _DEPTH) -> Expression:
        """Return an expression, opaque where it is not one that lists are made of."""
        if room <= 0:
            return self._opaque(node)
        room -= 1
        match node:
            case ast.Constant(value=str() | bool() | None as value):
                return program.Literal(value)
            case ast.Constant(value=int() | float() as value) if abs(value) < 2**53:
                return program.Literal(float(value))
            case ast.Name(id=name):
                return program.Name(name)
            case ast.Attribute(value=value, attr=name):
                return program.Member(self.read(value, room), name)
            case ast.Call():
                return self._call(node, room)
            case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
                return program.Several(self._many(items, room))
            case ast.Starred(value=value):
                return program.Spread(self.read(value, room))
            case _:
                return self._made(node, room)

    def _made(self, node: ast.expr, room: int) -> Expression:
        match node:
            case ast.Dict(keys=keys, values=values):
                named = [None if key is None else self.read(key, room) for key in keys]
                return program.Table(tuple(zip(named, self._many(values, room), strict=True)))
            case ast.JoinedStr(values=parts):
                return program.Joined(self._many(parts, room))
            case ast.FormattedValue(value=value) | ast.NamedExpr(value=value) | ast.Await(value=value):
                return self.read(value, room)
            case ast.Subscript(value=value, slice=key):
                return program.Item(self.read(value, room), self.read(key, room))
            case ast.IfExp(test=test, body=body, orelse=other):
                return program.Either(*self._many([test, body, other], room))
            case ast.Lambda(args=given, body=body):
                return program.Lambda(tuple(one.arg for one in given.args), self.read(body, room))
            case ast.DictComp(key=key, value=value, generators=clauses):
                element = program.Several(self._many([key, value], room))
                return program.Each(element, self._clauses(clauses, room), table=True)
            case ast.ListComp(elt=item) | ast.SetComp(elt=item) | ast.GeneratorExp(elt=item):
                return program.Each(self.read(item, room), self._clauses(node.generators, room))
            case _:
                return self._operation(node, room)

    def _operation(self, node: ast.expr, room: int) -> Expression:
        operands: list[ast.expr] = []
        sign = ""
        match node:
            case ast.BinOp(left=left, op=op, right=right) | ast.Compare(left=left, ops=[op], comparators=[right]):
                operands, sign = [left, right], _SIGNS.get(type(op), "")
            case ast.BoolOp(op=op, values=values):
                operands, sign = values, _SIGNS[type(op)]
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                operands, sign = [operand], "not"
            case _:
                return self._opaque(node)
        return program.Operation(sign, self._many(operands, room)) if sign else self._opaque(node)

    def _call(self, node: ast.Call, room: int) -> Expression:
        given = [
            program.Given("*" if isinstance(one, ast.Starred) else "", self._unspread(one, room)) for one in node.args
        ]
        given += [program.Given(one.arg or "**", self.read(one.value, room)) for one in node.keywords]
        return program.Invoke(self.read(node.func, room), tuple(given), self._place(node))

    def _unspread(self, node: ast.expr, room: int) -> Expression:
        return self.read(node.value if isinstance(node, ast.Starred) else node, room)

    def _clauses(self, clauses: Iterable[ast.comprehension], room: int) -> tuple[program.Clause, ...]:
        return tuple(
            program.Clause(self.read(one.target, room), self.read(one.iter, room), self._many(one.ifs, room))
            for one in clauses
        )

    def _many(self, nodes: Iterable[ast.expr], room: int) -> tuple[Expression, ...]:
        return tuple(self.read(node, room) for node in nodes)

    def _opaque(self, node: ast.expr) -> program.Opaque:
        return program.Opaque(self.text.text(node)[:_LONG])

    def _place(self, node: ast.expr) -> Location:
        return self.text.source.location(self.text.span(node))
