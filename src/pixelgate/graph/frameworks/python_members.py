"""Members of values, as the classes and modules of a project define them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.graph.frameworks.python_builtins import member_of
from pixelgate.graph.frameworks.python_code import Named
from pixelgate.graph.frameworks.python_values import (
    Above,
    Bound,
    Dark,
    Known,
    Made,
    Method,
    Options,
    Thing,
    class_of,
    either,
)
from pixelgate.parse import program
from pixelgate.parse.outline import Definition

if TYPE_CHECKING:
    from pixelgate.graph.frameworks.python_runs import Runs


class Members:
    """Looks up members for what runs."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self.code = runs.code

    def member(self, value: Known, name: str) -> Known:
        """Return a member of a value, as code asks for it by name."""
        match value:
            case Options(values=values):
                return either(*(self.member(one, name) for one in values))
            case Thing(named=named):
                return self._of_thing(value, named, name)
            case Made(function=Thing(named=named, kind="class")):
                return self._of_object(value, named, name)
            case Above(receiver=receiver, owner=owner):
                cls = class_of(receiver)
                return self._inherited(receiver, self.code.attribute(cls, name, owner) if cls else None, value, name)
            case _:
                return member_of(value, name)

    def _of_thing(self, value: Thing, named: Named, name: str) -> Known:
        if named.provided:
            return self.runs.package(Named("", f"{named.name}.{name}"))
        if not named.name:
            found = self.code.inside(named.path, name)
            return self.runs.value(found) if found else Dark(name)
        found_here = self.code.attribute(named, name) if name not in self.runs.kept else None
        return self._inherited(value, found_here, value, name)

    def _of_object(self, value: Made, cls: Named, name: str) -> Known:
        if name == "__dict__":
            return value.fields
        if name in value.fields:
            return value.fields[name]
        own = self.code.attribute(cls, "__init__")
        handed = value.argument(None, name) if own is None else None
        if handed is not None:
            return handed
        found = self.code.attribute(cls, name) if name not in self.runs.kept else None
        if found is None and name not in self.runs.kept:
            self._set_up(value, cls, name)
        return value.fields[name] if name in value.fields else self._inherited(value, found, value, name)

    def _set_up(self, value: Made, cls: Named, name: str) -> None:
        """Run the methods that set a member of an object."""
        for owner, method in list(self.code.members(cls)):
            sets = (step for step in method.steps if isinstance(step, program.Set))
            if any(isinstance(one.target, program.Member) and one.target.name == name for one in sets):
                self.runs.called(Bound(Named(owner.path, method.name), value, owner), ())

    def _inherited(self, receiver: Known, found: tuple[Named, Definition] | None, value: Known, name: str) -> Known:
        """Return what a class defines, for the object or class that asks."""
        if found is None:
            return Method(receiver if isinstance(value, Above) else value, name)
        owner, definition = found
        named = Named(owner.path, definition.name)
        if definition.kind == "variable":
            return self._attribute(owner, definition, name)
        if definition.kind == "class":
            return Thing(named, "class")
        marks = {mark.name.rpartition(".")[2] for mark in definition.marks}
        instance = isinstance(receiver, Made)
        if any("property" in mark for mark in marks) and instance:
            found_value = self.runs.called(function := Bound(named, receiver, owner), ())
            return found_value if found_value is not None or self.runs.entered(function) else Dark()
        bound = "staticmethod" not in marks and (instance or any("class" in mark for mark in marks))
        for_whom = receiver if not instance or not any("class" in mark for mark in marks) else _class(receiver)
        return Bound(named, for_whom if bound else Dark(), owner)

    def _attribute(self, owner: Named, definition: Definition, name: str) -> Known:
        cls = self.code.definition(owner)
        if cls is not None and cls.steps:
            return self.runs.scope(owner, cls.steps).names.get(name, Dark(name))
        return self.runs.converted(Named(owner.path, definition.name), definition)

    def item(self, value: Known, key: Known) -> Known:
        match value, key:
            case list(), float() if abs(key) < len(value):
                return value[int(key)]
            case dict(), str() if key in value:
                return value[key]
            case dict(), _:
                return either(*value.values()) if "{" in str(key) or not isinstance(key, str) else Dark()
            case Options(values=values), _:
                return either(*(self.item(one, key) for one in values))
            case ((Method() | Made() | Thing()), _):
                return value
            case _:
                return Dark()


def _class(receiver: Known) -> Known:
    return receiver.function if isinstance(receiver, Made) else receiver
