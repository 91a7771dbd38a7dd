"""Python code to its outline, by the standard library's own parser. Nothing of it is run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pixelgate.parse.backend.expressions import Expressions, Names, dotted
from pixelgate.parse.backend.python_steps import Steps
from pixelgate.parse.outline import EARLY, LEAVES, Argument, Call, Definition, Import, Outline
from pixelgate.parse.program import Step
from pixelgate.parse.python_text import PythonText
from pixelgate.parse.values import Unknown
from pixelgate.source import Location, Source, Span

SIGNS = re.compile(
    r"(?m)^from \.[\w.]* import (?:\*|\()"
    r"|urlpatterns|template|render|route|login|Mixin|View|Blueprint|Router|MIDDLEWARE|Depends|Flask|FastAPI|Starlette"
    r"|HttpResponse|HTMLResponse|ROOT_URLCONF|INSTALLED_APPS|\binclude\(|\b(?:re_)?path\(|AppConfig|\.urls\b"
)
"""What stands in every file that declares routes, renders pages, asks for a login, or hands on what others define."""

_MAKES = re.compile(
    r"\burl_?pattern|\bdef \w*urls\b|\b(?:re_)?path\(|\burl\(r?['\"]|\.urls\b|get_app_config|\bpath_converter\b"
    r"|\.register\w*\(|add_url_rule"
)
"""What stands in a file that makes lists of routes; of others, what functions and classes do is not told."""

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_CONSTRUCTION = re.compile(r"(?:.*\.)?[A-Z]\w*")
_ENDING = (ast.Return, ast.Raise, ast.Expr)
_LONG = 200
_PARTS = ("body", "orelse", "finalbody", "handlers", "cases")

_Scope = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def outline(source: Source) -> Outline:
    """Return what a module imports, defines and calls.

    A variable is defined anew by each assignment; one of a function only where it holds an object that is made there.

    Raises:
        SyntaxError: It is not the Python that runs here.

    """
    return _Reader(PythonText(source)).outline()


class _Reader:
    """Reads one module."""

    def __init__(self, text: PythonText) -> None:
        self.text = text
        self.expressions = Expressions(text)
        self.steps = Steps(text)
        self.followed = _MAKES.search(text.source.text) is not None

    def outline(self) -> Outline:
        module = self.text.parse()
        names = _assigned(module)
        definitions = tuple(self._definitions(module, "", names))
        imports = tuple(self._imports(module))
        calls = self.expressions.calls(_loose(module), names)
        return Outline("python", "", imports, definitions, tuple(calls), steps=tuple(self.steps.of(module)))

    def _steps(self, scope: _Scope) -> tuple[Step, ...]:
        return tuple(self.steps.of(scope)) if self.followed else ()

    def _place(self, node: ast.expr | ast.stmt) -> Location:
        return self.text.source.location(self.text.span(node))

    def _imports(self, module: ast.Module) -> Iterator[Import]:
        """Yield every name that is imported anywhere in the module; ``*`` for all names of another."""
        for node in ast.walk(module):
            if isinstance(node, ast.Import):
                for name in node.names:
                    short = name.name.partition(".")[0]
                    yield Import(name.asname or short, name.name if name.asname else short, self._place(node))
            elif isinstance(node, ast.ImportFrom):
                where = "." * node.level + (node.module or "")
                for name in node.names:
                    target = where if name.name == "*" else f"{where}.{name.name}" if node.module else where + name.name
                    yield Import(name.asname or name.name, target, self._place(node))

    def _definitions(self, scope: _Scope, prefix: str, names: Names) -> Iterator[Definition]:
        """Yield what a scope defines, and what that defines in its turn, in the order of the code."""
        for statement in _statements(scope):
            if isinstance(statement, ast.ClassDef):
                yield self._class(statement, prefix, names)
                yield from self._definitions(statement, f"{prefix}{statement.name}.", names)
            elif isinstance(statement, _FUNCTIONS):
                inner = {**names, **_assigned(statement)}
                yield self._function(statement, prefix, inner)
                yield from self._definitions(statement, f"{prefix}{statement.name}.", inner)
            else:
                yield from self._variables(statement, prefix, names, local=isinstance(scope, _FUNCTIONS))

    def _class(self, node: ast.ClassDef, prefix: str, names: Names) -> Definition:
        calls = self.expressions.calls(_loose(node), names)
        bases = tuple(name for base in node.bases if (name := _base(base)))
        marks = tuple(self.expressions.call(mark, names) for mark in node.decorator_list)
        place = self._name(node, "class")
        steps = self._steps(node)
        return Definition("class", prefix + node.name, place, bases, marks, calls=tuple(calls), steps=steps)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, prefix: str, names: Names) -> Definition:
        marks = tuple(self.expressions.call(mark, names) for mark in node.decorator_list)
        marks += tuple(self._leaves(node))
        calls = tuple(self.expressions.calls(node.body, names))
        parameters = tuple(self._parameters(node.args))
        place = self._name(node, "def")
        steps = self._steps(node)
        return Definition(
            "function", prefix + node.name, place, marks=marks, calls=calls, parameters=parameters, steps=steps
        )

    def _leaves(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Call]:
        """Yield the first statements that end a function on a condition."""
        for one in node.body[:EARLY]:
            if isinstance(one, ast.If) and not one.orelse and isinstance(one.body[-1], _ENDING):
                said = (Unknown(self.text.text(at)[:_LONG], self.text.span(at)) for at in (one.test, one.body[-1]))
                yield Call(LEAVES, tuple(Argument("", value) for value in said), self._place(one.test))

    def _parameters(self, given: ast.arguments) -> Iterator[Argument]:
        """Yield the parameters of a function with their default, else their annotation."""
        positional = [*given.posonlyargs, *given.args]
        defaults = [*[None] * (len(positional) - len(given.defaults)), *given.defaults, *given.kw_defaults]
        for parameter, default in zip([*positional, *given.kwonlyargs], defaults, strict=True):
            said = parameter.annotation if isinstance(parameter.annotation, ast.Subscript) else default
            said = said or default or parameter.annotation
            here = Span(at := self.text.offset(parameter.lineno, parameter.col_offset), at)
            yield Argument(parameter.arg, self.expressions.said(said) if said else Unknown("", here))

    def _name(self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, word: str) -> Location:
        """Return the place of a definition's name: what it holds is too long to be shown."""
        start = self.text.offset(node.lineno, node.col_offset)
        at = self.text.source.text.find(node.name, start + len(word))
        return self.text.source.location(Span(at, at + len(node.name)))

    def _variables(self, statement: ast.stmt, prefix: str, names: Names, *, local: bool) -> Iterator[Definition]:
        targets, value = _assignment(statement)
        if value is None or (local and not _constructs(value)):
            return
        calls = tuple(self.expressions.calls([value], names))
        for target in targets:
            name = dotted(target)
            if name:
                known = self.expressions.value(value, names)
                yield Definition("variable", prefix + name, self._place(statement), value=known, calls=calls)


def _statements(scope: _Scope) -> Iterator[ast.stmt]:
    """Yield the statements that run with a scope, those in branches and loops too."""
    stack: list[ast.AST] = list(reversed(scope.body))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            inner = [part for name in _PARTS for part in getattr(node, name, ()) if isinstance(part, ast.AST)]
            stack += reversed(inner)


def _loose(scope: _Scope) -> Iterator[ast.expr]:
    """Yield the expressions that stand as statements of their own."""
    return (statement.value for statement in _statements(scope) if isinstance(statement, ast.Expr))


def _assignment(statement: ast.stmt) -> tuple[Sequence[ast.expr], ast.expr | None]:
    match statement:
        case ast.Assign(targets=targets, value=value):
            return targets, value
        case ast.AnnAssign(target=target, value=value) | ast.AugAssign(target=target, value=value):
            return [target], value
        case _:
            return (), None


def _assigned(scope: _Scope) -> Mapping[str, Sequence[ast.expr]]:
    """Return the expressions that are assigned to each plain name, the defaults of parameters among them."""
    found: dict[str, list[ast.expr]] = {}
    if isinstance(scope, _FUNCTIONS):
        found |= _defaults(scope.args)
    for statement in _statements(scope):
        targets, value = _assignment(statement)
        for target in targets:
            if isinstance(target, ast.Name) and value is not None:
                found.setdefault(target.id, []).append(value)
    return found


def _defaults(given: ast.arguments) -> dict[str, list[ast.expr]]:
    """Return what parameters stand for: their default, or whatever the caller says."""
    positional = [*given.posonlyargs, *given.args]
    pairs: Iterable[tuple[ast.arg, ast.expr | None]] = [
        *zip(reversed(positional), reversed(given.defaults), strict=False),
        *zip(given.kwonlyargs, given.kw_defaults, strict=True),
    ]
    known = {parameter.arg: [default] for parameter, default in pairs if default is not None}
    return {parameter.arg: known.get(parameter.arg, []) for parameter in [*positional, *given.kwonlyargs]}


def _base(node: ast.expr) -> str:
    """Return the name of a base class, its type parameters left out; of one that a call makes, the call's name."""
    while isinstance(node, ast.Subscript | ast.Call):
        node = node.value if isinstance(node, ast.Subscript) else node.func
    return dotted(node)


def _constructs(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and _CONSTRUCTION.fullmatch(dotted(value.func)) is not None
