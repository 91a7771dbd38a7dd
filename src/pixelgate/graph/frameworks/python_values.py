"""What expressions of Python code stand for while its steps are followed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks.python_code import Named, last
from pixelgate.parse.outline import Argument, Call
from pixelgate.parse.program import Lambda
from pixelgate.parse.values import Array, Constant, Unknown, Value
from pixelgate.source import Location, Span

_NOWHERE = Span(0, 0)
_MOST = 100
"""Of how many values one may be; with more, it is not known."""


class Thing(msgspec.Struct, frozen=True):
    """A module, class or function of the tree, as ``kind`` says, or a name of a package or one that nothing defines."""

    named: Named
    kind: str = ""


class Options(msgspec.Struct, frozen=True):
    """One of several values."""

    values: tuple[Known, ...]


class Dark(msgspec.Struct, frozen=True):
    """What cannot be told, as it is written."""

    text: str = ""


class Method(msgspec.Struct, frozen=True):
    """A member that nothing of the tree defines: of a class or object of a package, of a list, of a text."""

    owner: Known
    name: str


class Bound(msgspec.Struct, frozen=True):
    """A function of the tree with the object or class that it is asked of, and the class that defines it."""

    function: Named
    receiver: Known
    owner: Named | None = None


class Local(msgspec.Struct, frozen=True):
    """A function that is defined in another, or has no name, with what it sees there."""

    function: Named | Lambda
    scope: Scope


class Above(msgspec.Struct, frozen=True):
    """``super()``: an object, as the classes after one see it."""

    receiver: Known
    owner: Named


class Made(msgspec.Struct):
    """What a call returns that is not followed, or an object of a class.

    ``fields`` are set on it by the code, ``done`` are the calls of its methods, ``result`` is what the function gives
    back where the tree has it.
    """

    function: Known
    arguments: tuple[tuple[str, Known], ...]
    location: Location
    fields: dict[str, Known] = {}
    done: list[Made] = []
    result: Known = Dark()

    @property
    def name(self) -> str:
        """The dotted name of what was called, as far as it has one."""
        return name_of(self.function)

    def argument(self, at: int | None, *names: str) -> Known | None:
        """Return an argument by its keyword, else by its position."""
        plain = [value for name, value in self.arguments if not name]
        named = (value for name, value in self.arguments if name in names)
        return next(named, plain[at] if at is not None and at < len(plain) else None)


class Scope(msgspec.Struct):
    """The names of a function that runs, what stands around it, and who it runs for.

    ``doubt`` counts the branches around a step of which nobody knows whether they are taken.
    """

    path: str
    name: str = ""
    names: dict[str, Known] = {}
    outer: Scope | None = None
    receiver: Known = Dark()
    owner: Named | None = None
    doubt: int = 0
    given: list[Known] = []


Known = (
    str
    | float
    | bool
    | list["Known"]
    | dict[str, "Known"]
    | Thing
    | Options
    | Dark
    | Method
    | Bound
    | Local
    | Above
    | Made
    | None
)


def options(value: Known) -> Iterator[Known]:
    """Yield the values that a value may be."""
    if isinstance(value, Options):
        for one in value.values:
            yield from options(one)
    else:
        yield value


def either(*values: Known) -> Known:
    """Return several values as one; what is not known counts for nothing beside what is."""
    found: list[Known] = []
    if len(values) > _MOST:
        return Dark()
    for value in values:
        for one in options(value):
            if not any(
                one is other or (type(one) is type(other) and isinstance(one, str) and one == other) for other in found
            ):
                found.append(one)
    found = [one for one in found if one is not None and not isinstance(one, Dark)] or found[:1]
    return found[0] if len(found) == 1 else Options(tuple(found)) if found else Dark()


def class_of(value: Known) -> Named | None:
    """Return the class of the tree that a value is an object of, or is itself."""
    match value:
        case Thing(named=named, kind="class") | Made(function=Thing(named=named, kind="class")):
            return named
        case _:
            return None


def truth(value: Known) -> bool | None:
    """Tell whether a value counts as true; ``None`` where that depends."""
    match value:
        case Options(values=values):
            said = {truth(one) for one in values}
            return said.pop() if len(said) == 1 else None
        case str():
            return None if value == "{}" else bool(value)
        case None | bool() | float() | list() | dict():
            return bool(value)
        case Thing(kind=kind) | Made(function=Thing(kind="class" as kind)):
            return True if kind else None
        case Local() | Bound():
            return True
        case _:
            return None


def name_of(value: Known) -> str:
    """Return the dotted name that something of code has, else nothing."""
    match value:
        case Thing(named=named) | Bound(function=named) | Local(function=Named() as named):
            return named.name
        case Method(owner=owner, name=name):
            return f"{name_of(owner)}.{name}".lstrip(".")
        case Made(function=function):
            return name_of(function)
        case _:
            return ""


def word(value: Known) -> str:
    """Return the last word of a name."""
    return last(name_of(value))


def call_of(made: Made) -> Call:
    """Return a call that was followed as the outline would tell it."""
    before = call_of(made.function).arguments if isinstance(made.function, Made) else ()
    arguments = (*before, *(Argument(name, _said(value)) for name, value in made.arguments))
    body = tuple(call_of(value) for _, value in made.arguments if isinstance(value, Made))
    return Call(name_of(made), arguments, made.location, (), body)


def _said(value: Known) -> Value:
    match value:
        case str() | bool() | float() | None:
            return Constant(value, _NOWHERE)
        case list():
            return Array(tuple(_said(one) for one in value), _NOWHERE)
        case _:
            return Unknown(name_of(value), _NOWHERE)
