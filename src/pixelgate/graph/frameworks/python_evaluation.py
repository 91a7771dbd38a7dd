"""Expressions of Python code, evaluated as far as literals decide them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pixelgate.graph.frameworks.python_builtins import joined, operated
from pixelgate.graph.frameworks.python_code import Named
from pixelgate.graph.frameworks.python_values import Above, Dark, Known, Local, Scope, Thing, either, truth, word
from pixelgate.parse import program
from pixelgate.parse.program import Expression

if TYPE_CHECKING:
    from pixelgate.graph.frameworks.python_runs import Runs


class Evaluation:
    """Evaluates expressions for what runs."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self.code = runs.code

    def value(self, node: Expression, scope: Scope) -> Known:
        """Return what an expression stands for; values inside it are asked of the run, which counts them."""
        match node:
            case program.Literal(value=value):
                return value
            case program.Name(name=name):
                return self._named(name, scope)
            case program.Member(of=of, name=name):
                return self._member(node, of, name, scope)
            case program.Item(of=of, key=key):
                return self.runs.members.item(self.runs.evaluate(of, scope), self.runs.evaluate(key, scope))
            case program.Invoke():
                return self._invoked(node, scope)
            case program.Several(items=items):
                return self._several(items, scope)
            case program.Table(entries=entries):
                return self._table(entries, scope)
            case program.Joined(parts=parts):
                return joined([self.runs.evaluate(part, scope) for part in parts])
            case program.Lambda():
                return Local(node, scope)
            case _:
                return self._chosen(node, scope)

    def _chosen(self, node: Expression, scope: Scope) -> Known:
        match node:
            case program.Operation(sign="and" | "or" as sign, operands=operands):
                return self._connected(sign, operands, scope)
            case program.Operation(sign=sign, operands=operands):
                return operated(sign, [self.runs.evaluate(one, scope) for one in operands])
            case program.Either(test=test, then=then, other=other):
                said = truth(self.runs.evaluate(test, scope))
                ways = [way for way, wanted in ((then, True), (other, False)) if said is None or said is wanted]
                return either(*(self.runs.evaluate(way, scope) for way in ways))
            case program.Each(element=element, clauses=clauses, table=table):
                inner = Scope(scope.path, scope.name, outer=scope, receiver=scope.receiver, owner=scope.owner)
                made = list(self._each(element, clauses, inner))
                pairs = [one for one in made if isinstance(one, list) and isinstance(one[0], str)] if table else []
                return {str(key): value for key, value in pairs} if table else made
            case program.Opaque(text="*" | "**" as rest):
                return scope.names.get(rest, Dark())
            case program.Spread(value=value):
                return self.runs.evaluate(value, scope)
            case program.Opaque(text=text):
                return Dark(text)
            case _:
                return Dark()

    def _connected(self, sign: str, operands: Sequence[Expression], scope: Scope) -> Known:
        """Return the operand that decides, or those that may."""
        found: list[Known] = []
        for operand in operands:
            value = self.runs.evaluate(operand, scope)
            said = truth(value)
            if said is (sign == "or"):
                return either(*found, value)
            if said is None or operand is operands[-1]:
                found.append(value)
        return either(*found)

    def _each(self, element: Expression, clauses: tuple[program.Clause, ...], scope: Scope) -> Iterator[Known]:
        if not clauses:
            yield self.runs.evaluate(element, scope)
            return
        first, *others = clauses
        for item in self.runs.items(self.runs.evaluate(first.source, scope)):
            self.runs.assign(first.target, item, scope)
            if all(truth(self.runs.evaluate(test, scope)) is not False for test in first.tests):
                yield from self._each(element, tuple(others), scope)

    def _several(self, items: Sequence[Expression], scope: Scope) -> Known:
        found: list[Known] = []
        for item in items:
            value = self.runs.evaluate(item, scope)
            many = isinstance(item, program.Spread) and isinstance(value, list | dict)
            found += value if many and isinstance(value, list | dict) else [value]
        return found

    def _table(self, entries: tuple[tuple[Expression | None, Expression], ...], scope: Scope) -> Known:
        found: dict[str, Known] = {}
        for key, inner in entries:
            value = self.runs.evaluate(inner, scope)
            name = self.runs.evaluate(key, scope) if key is not None else None
            if isinstance(name, str):
                found[name] = value
            elif key is None and isinstance(value, dict):
                found |= value
        return found

    def _named(self, name: str, scope: Scope) -> Known:
        here: Scope | None = scope
        while here is not None:
            if name in here.names:
                return here.names[name]
            inner = Named(here.path, f"{here.name}.{name}") if here.name else None
            definition = self.code.definition(inner) if inner else None
            if inner and definition and definition.kind != "variable":
                return Local(inner, here) if definition.kind == "function" else Thing(inner, "class")
            here = here.outer
        names = self.runs.scopes[Named(scope.path, "")].names if Named(scope.path, "") in self.runs.scopes else {}
        return names[name] if name in names else self.runs.value(self.code.resolve(scope.path, name))

    def _member(self, node: Expression, of: Expression, name: str, scope: Scope) -> Known:
        """Return a member; a dotted name that an import begins is looked up whole, as a module may be in it."""
        dotted = _dotted(node)
        here: Scope | None = scope
        while here is not None and dotted:
            dotted = "" if dotted.partition(".")[0] in here.names else dotted
            here = here.outer
        named = self.code.resolve(scope.path, dotted) if dotted else None
        if named and (named.provided or not named.name):
            return self.runs.package(named) if named.provided else Thing(named, "module")
        return self.runs.member(self.runs.evaluate(of, scope), name)

    def _invoked(self, node: program.Invoke, scope: Scope) -> Known:
        function = self.runs.evaluate(node.function, scope)
        if word(function) == "super" and isinstance(function, Thing) and function.named.provided:
            return Above(scope.receiver, scope.owner) if scope.owner else Dark()
        arguments: list[tuple[str, Known]] = []
        for one in node.arguments:
            value = self.runs.evaluate(one.value, scope)
            if one.name == "*":
                arguments += [("", inner) for inner in self.runs.items(value)]
            elif one.name == "**":
                arguments += list(value.items()) if isinstance(value, dict) else []
            else:
                arguments.append((one.name, value))
        return self.runs.call(function, tuple(arguments), node.location)


def _dotted(node: Expression) -> str:
    parts: list[str] = []
    while isinstance(node, program.Member):
        parts.append(node.name)
        node = node.of
    return ".".join([node.name, *reversed(parts)]) if isinstance(node, program.Name) else ""
