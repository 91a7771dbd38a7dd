"""Follow the steps of Python code, as far as literals decide them, to the values that it makes.

Nothing of the project is run: steps are values that were read from its text. Where a condition cannot be told both
ways are taken, and what cannot be told at all is ``Dark``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pixelgate.graph.frameworks.python_builtins import builtin, extended, operated
from pixelgate.graph.frameworks.python_code import Named, PythonCode
from pixelgate.graph.frameworks.python_evaluation import Evaluation
from pixelgate.graph.frameworks.python_members import Members
from pixelgate.graph.frameworks.python_values import (
    Bound,
    Dark,
    Known,
    Local,
    Made,
    Method,
    Options,
    Scope,
    Thing,
    class_of,
    either,
    options,
    truth,
    word,
)
from pixelgate.parse import program
from pixelgate.parse.outline import Definition
from pixelgate.parse.program import Expression, Step
from pixelgate.parse.values import Array, Constant, Unknown, Value
from pixelgate.source import Location

_EFFORT = 400_000
"""How many expressions are looked at in one project."""

_DEPTH = 80
"""How deep expressions and calls may stand in one another: each takes some frames of the interpreter's stack."""

_ITEMS = 1_000
_AGAIN = 3
"""How often a function may stand in its own call."""

Arguments = tuple[tuple[str, Known], ...]


class Knowledge(Protocol):
    """What only a framework knows, ``Dark`` where it does not."""

    def told(self, runs: Runs, function: Known, arguments: Arguments, /) -> Known:
        """Return what a call gives back."""

    def named(self, runs: Runs, name: str, /) -> Known:
        """Return what a name of a package stands for."""


class Nothing:
    """Knows nothing more than the code says."""

    def told(self, _runs: Runs, _function: Known, _arguments: Arguments) -> Known:
        """Return nothing of a call."""
        return Dark()

    def named(self, _runs: Runs, _name: str) -> Known:
        """Return nothing of a name."""
        return Dark()


class Runs:
    """Follows the code of one project.

    ``kept`` are the last words of functions that are never entered; ``knowledge`` is asked before a call is followed.
    ``methods`` are the calls of methods that were not followed, of any object, in their order.
    """

    def __init__(self, code: PythonCode, kept: frozenset[str], knowledge: Knowledge) -> None:
        self.code = code
        self.kept = kept
        self.knowledge = knowledge
        self.left = _EFFORT
        self.depth = 0
        self.scopes: dict[Named, Scope] = {}
        self.active: list[Named] = []
        self.settled: set[Named] = set()
        self.methods: list[Made] = []
        self.members = Members(self)
        self.expressions = Evaluation(self)

    def module(self, path: str) -> Scope:
        """Return the names that a module's top level has set, as far as it has come."""
        outline = self.code.modules.get(path)
        return self.scope(Named(path, ""), outline.steps if outline else ())

    def scope(self, named: Named, steps: tuple[Step, ...]) -> Scope:
        if named not in self.scopes:
            self.scopes[named] = Scope(named.path, named.name)
            self.execute(steps, self.scopes[named])
        return self.scopes[named]

    def value(self, named: Named) -> Known:
        """Return what a name of a module stands for."""
        definition = self.code.definition(named)
        if named.provided or not named.name:
            return Thing(named, "" if named.provided else "module")
        if definition and definition.kind != "variable" and "." not in named.name:
            return Thing(named, definition.kind)
        head, _, rest = named.name.partition(".")
        if rest:
            found = self.value(Named(named.path, head))
            for part in rest.split("."):
                found = self.member(found, part)
            return found
        return self._variable(named, definition)

    def _variable(self, named: Named, definition: Definition | None) -> Known:
        outline = self.code.modules.get(named.path)
        if outline is None or not outline.steps:
            return self.converted(named, definition) if definition else Thing(named)
        names = self.module(named.path).names
        if named.name in names:
            self._settle(named, names[named.name])
            return names[named.name]
        return Thing(named)

    def _settle(self, named: Named, value: Known) -> None:
        """Let the modules that import an object do with it what they do."""
        if isinstance(value, Made) and named not in self.settled:
            self.settled.add(named)
            for path in self.code.importers.get(named, ()):
                self.module(path)

    def converted(self, named: Named, definition: Definition) -> Known:
        """Return the value of a variable in a module whose steps are not told; of one that a call makes, its name."""
        value = definition.value
        called = isinstance(value, Unknown) and any(call.name == value.path for call in definition.calls)
        return Thing(named) if called or value is None else self._literal(value, named.path)

    def _literal(self, value: Value, path: str) -> Known:
        match value:
            case Constant(value=known):
                return known
            case Array(items=items):
                return [self._literal(item, path) for item in items]
            case Unknown(path=name) if path and name.replace(".", "").isidentifier():
                return self.value(self.code.resolve(path, name))
            case _:
                return Dark()

    def package(self, named: Named) -> Known:
        """Return what a name of a package stands for."""
        known = self.knowledge.named(self, named.name)
        return Thing(named) if isinstance(known, Dark) else known

    def member(self, value: Known, name: str) -> Known:
        """Return a member of a value, as code asks for it by name."""
        return self.members.member(value, name)

    def evaluate(self, node: Expression, scope: Scope) -> Known:
        """Return what an expression stands for where a scope's names are known."""
        self.left -= 1
        if self.left < 0 or self.depth > _DEPTH:
            return Dark()
        self.depth += 1
        try:
            return self.expressions.value(node, scope)
        finally:
            self.depth -= 1

    def items(self, value: Known) -> list[Known]:
        """Return what a loop over a value sees; of what cannot be told, one that cannot either."""
        match value:
            case list():
                return value[:_ITEMS]
            case dict():
                return list(value)
            case Made(result=list() as given):
                return given[:_ITEMS]
            case Options(values=values):
                return [one for few in values for one in self.items(few)] if values else []
            case None:
                return []
            case _:
                return [Dark()]

    def call(self, function: Known, arguments: Arguments, location: Location) -> Known:
        """Return what a call gives back; where that is not followed, the call itself."""
        if isinstance(function, Options):
            return either(*(self.call(one, arguments, location) for one in function.values))
        made = Made(function, arguments, location)
        if word(function) in self.kept:
            return self._noted(made)
        told = self.knowledge.told(self, function, arguments)
        if not isinstance(told, Dark):
            return told
        if isinstance(function, Thing) and function.kind == "class":
            self.called(self.member(made, "__init__"), arguments)
            return made
        given = self.called(function, arguments)
        if isinstance(given, str | float | bool | list | dict | Options) or (given is None and self.entered(function)):
            return given
        if class_of(given) or (isinstance(given, Thing) and given.kind == "module"):
            return given
        if given is not None:
            made.result = given
            return made
        plain = builtin(self, function, arguments)
        return self._noted(made) if isinstance(plain, Dark) else plain

    def entered(self, function: Known) -> bool:
        definition = self._definition(function)
        return isinstance(function, Local) or bool(definition and definition.steps)

    def _noted(self, made: Made) -> Made:
        """Return a call, noted with the object whose method it is."""
        owner = made.function.owner if isinstance(made.function, Method) else None
        for one in options(owner) if owner is not None else ():
            if isinstance(one, Made):
                one.done.append(made)
                self.methods.append(made)
        return made

    def _definition(self, function: Known) -> Definition | None:
        match function:
            case Thing(named=named) | Bound(function=named) | Local(function=Named() as named):
                return self.code.definition(named)
            case _:
                return None

    def called(self, function: Known, arguments: Arguments) -> Known:
        """Return what a function of the tree gives back, nothing where its steps are not known."""
        if isinstance(function, Local) and isinstance(function.function, program.Lambda):
            names = dict(zip(function.function.parameters, (value for _, value in arguments), strict=False))
            scope = function.scope
            inner = Scope(scope.path, scope.name, names, scope, scope.receiver, scope.owner)
            return self.evaluate(function.function.value, inner)
        definition = self._definition(function)
        if definition is None or definition.kind != "function" or not definition.steps:
            return None
        named = function.named if isinstance(function, Thing) else function.function  # type: ignore[union-attr]
        if not isinstance(named, Named) or self.active.count(named) >= _AGAIN or self.depth > _DEPTH:
            return Dark()
        receiver = function.receiver if isinstance(function, Bound) else Dark()
        owner = function.owner if isinstance(function, Bound) else None
        outer = function.scope if isinstance(function, Local) else None
        if outer is not None:
            receiver, owner = outer.receiver, outer.owner
        names = self._parameters(definition, arguments, receiver if isinstance(function, Bound) else Dark())
        scope = Scope(named.path, named.name, names, outer, receiver, owner)
        self.active.append(named)
        try:
            self.execute(definition.steps, scope)
        finally:
            self.active.pop()
        if "(yield)" in scope.names:
            return scope.names["(yield)"]
        return either(*scope.given) if scope.given else None

    def _parameters(self, definition: Definition, arguments: Arguments, receiver: Known) -> dict[str, Known]:
        """Return what the parameters of a function are, and under ``*`` and ``**`` what no parameter takes."""
        plain = [value for name, value in arguments if not name]
        plain = plain if isinstance(receiver, Dark) else [receiver, *plain]
        expected = [one.name for one in definition.parameters]
        names: dict[str, Known] = {one.name: self._literal(one.value, "") for one in definition.parameters}
        names |= dict(zip(expected, plain, strict=False))
        names |= {name: value for name, value in arguments if name in expected}
        names["*"] = plain[len(expected) :]
        names["**"] = {name: value for name, value in arguments if name and name not in expected}
        return names

    def execute(self, steps: Sequence[Step], scope: Scope) -> str:
        """Do what steps say; return the word that ends them early, if one does."""
        for step in steps:
            if self.left < 0:
                return ""
            if left := self._done(step, scope):
                return left
        return ""

    def _done(self, step: Step, scope: Scope) -> str:
        match step:
            case program.Set(target=target, value=value, more=more):
                known = self.evaluate(value, scope)
                self._add(target, known, scope) if more else self.assign(target, known, scope)
            case program.Do(value=value):
                self.evaluate(value, scope)
            case program.Give(value=value, more=more):
                return self._given(self.evaluate(value, scope), value, scope, more=more)
            case program.Leave(word=left):
                return left
            case program.If():
                return self._branched(step, scope)
            case program.For():
                return self._looped(step, scope)
        return ""

    def _given(self, value: Known, node: Expression, scope: Scope, *, more: bool) -> str:
        if not more:
            scope.given.append(value)
            return "return"
        found = scope.names.setdefault("(yield)", [])
        if isinstance(found, list):
            found += value if isinstance(node, program.Spread) and isinstance(value, list) else [value]
        return ""

    def _branched(self, step: program.If, scope: Scope) -> str:
        said = truth(self.evaluate(step.test, scope))
        if said is not None:
            return self.execute(step.then if said else step.other, scope)
        before, after, left = scope.names, [], []
        scope.doubt += 1
        for way in (step.then, step.other):
            scope.names = dict(before)
            left.append(self.execute(way, scope))
            after += [scope.names] if not left[-1] else []
        scope.doubt -= 1
        scope.names = _met(after or [before])
        return ("return" if "return" in left else left[0]) if all(left) else ""

    def _looped(self, step: program.For, scope: Scope) -> str:
        source = self.evaluate(step.source, scope)
        doubtful = not isinstance(source, list | dict)
        before = dict(scope.names)
        scope.doubt += doubtful
        left = ""
        for item in self.items(source):
            self.assign(step.target, item, scope)
            left = self.execute(step.body, scope)
            if left in {"break", "return", "raise"}:
                break
        scope.doubt -= doubtful
        scope.names = _met([scope.names, before]) if doubtful else scope.names
        return left if left in {"return", "raise"} and not doubtful else ""

    def assign(self, target: Expression, value: Known, scope: Scope) -> None:
        match target:
            case program.Name(name=name):
                scope.names[name] = value
            case program.Member(of=of, name=name):
                self._put(self.evaluate(of, scope), name, value, doubtful=scope.doubt > 0)
            case program.Item(of=of, key=key):
                self._put(self.evaluate(of, scope), self.evaluate(key, scope), value, doubtful=scope.doubt > 0)
            case program.Several(items=items):
                many = value if isinstance(value, list) and len(value) == len(items) else [Dark()] * len(items)
                for one, part in zip(items, many, strict=True):
                    self.assign(one, part, scope)
            case _:
                return

    def _put(self, owner: Known, name: Known, value: Known, *, doubtful: bool) -> None:
        for one in options(owner):
            table = one.fields if isinstance(one, Made) else one if isinstance(one, dict) else None
            if table is not None and isinstance(name, str):
                old = table.get(name) if doubtful else None
                table[name] = either(old, value) if old is not None else value

    def _add(self, target: Expression, value: Known, scope: Scope) -> None:
        old = self.evaluate(target, scope)
        if isinstance(old, list):
            extended(old, value)
        else:
            self.assign(target, operated("+", [old, value]), scope)


def _met(ways: Sequence[dict[str, Known]]) -> dict[str, Known]:
    """Return the names where several ways meet, each of them being what it is on any."""
    names = dict.fromkeys(name for way in ways for name in way)
    found = {name: [way[name] for way in ways if name in way] for name in names}
    return {name: same[0] if all(one is same[0] for one in same) else either(*same) for name, same in found.items()}
