"""The middleware of Laravel that asks for a login: on groups, routes and controllers, by alias, group or class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks import leaving
from pixelgate.graph.frameworks.classes import Class, Classes
from pixelgate.graph.frameworks.said import first, given, last, plain, texts, walk
from pixelgate.graph.model import Guard
from pixelgate.parse.outline import Call
from pixelgate.parse.values import Array, Choice, Object, Unknown, Value

_ASKS = re.compile(
    r"auth(?:[.:].*)?|\w*\.auth|jwt(?:\..*)?|verified|can:.*|password\.confirm|(?:role|permission|ability|abilities|scope|scopes)s?[:_].*"
    r"|(?:is_?)?admin\w*|staff|2fa|two_?factor|login|logged_?in|(?:\w+\.)*(?:\w*Authenticat\w*|Authorize\w*|Ensure\w*(?:Verified|LoggedIn|Auth\w*|Admin)\w*|RequireLogin\w*|RequirePassword)"
)
_NOT = re.compile(r"(?:\w+\.)*(?:RedirectIf\w*|AuthenticateSession|ShareErrors\w*|\w*Guest\w*)")
_OPENS = re.compile(r"guest(?::.*)?|(?:\w+\.)*RedirectIfAuthenticated")
_GROUPS = frozenset({"middlewareGroups", "middlewareAliases", "routeMiddleware"})


class Middleware(msgspec.Struct, frozen=True, dict=True):
    """What middleware of a project means."""

    classes: Classes

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """What stands behind the names of groups and aliases."""
        found: dict[str, tuple[str, ...]] = {}
        for outline in self.classes.files.values():
            for one in outline.definitions:
                if last(one.name) in _GROUPS and isinstance(one.value, Object):
                    found |= {entry.key: tuple(names(entry.value)) for entry in one.value.entries if entry.key}
            for call in walk(outline.calls):
                found |= dict(_configured(call))
        return found

    def applied(self, guards: tuple[Guard, ...], value: Value | None, call: Call) -> tuple[Guard, ...]:
        """Return the guards of a route with those that some middleware adds."""
        for name in names(value):
            if _OPENS.fullmatch(name):
                guards = (*guards, Guard(name, call.location, opens=True))
            elif self._asks(name):
                guards = (*guards, Guard(name, call.location))
        return guards

    def changed(self, guards: tuple[Guard, ...], call: Call) -> tuple[Guard, ...]:
        """Return the guards of a route after ``->can(…)`` or ``->withoutMiddleware(…)``."""
        if last(call.name) == "can":
            return (*guards, Guard("can", call.location))
        gone = [name for value in plain(call) for name in names(value)]
        left = tuple(guard for guard in guards if not any(_same(guard.name, name) for name in gone))
        opened = tuple(
            Guard(f"withoutMiddleware {name}", call.location, opens=True) for name in gone if self._asks(name)
        )
        return (*opened, *left) if len(left) < len(guards) or opened else guards

    def _asks(self, name: str, room: int = 4) -> bool:
        if _ASKS.fullmatch(name) and not _NOT.fullmatch(name):
            return True
        return bool(room) and any(self._asks(one, room - 1) for one in self.groups.get(name.partition(":")[0], ()))

    def of_action(self, cls: Class | None, method: str) -> Iterator[Guard]:
        """Yield the guards that a controller declares for one of its methods."""
        if cls is None:
            return
        for name in ("__construct", "middleware"):
            found = self.classes.member(cls, name)
            for call in found[1].calls if found else ():
                yield from self._declared(call, name, method)
        marks = [*cls.definition.marks, *(cls.members[method].marks if method in cls.members else ())]
        for mark in marks:
            if last(mark.name) == "Middleware" and _applies((mark,), method):
                yield from self.applied((), first(mark), mark)
            elif (left := leaving.guard(mark)) is not None:
                yield left
            elif last(mark.name) == "Authorize":
                yield Guard("Authorize", mark.location)

    def _declared(self, call: Call, where: str, method: str) -> Iterator[Guard]:
        if (
            (call.name == "this.middleware" or last(call.name) == "Middleware")
            and _applies((call, *call.chained), method)
        ) or (where == "middleware" and call.name == "return"):
            yield from self.applied((), first(call), call)


def names(value: Value | None) -> Iterator[str]:
    """Yield names of middleware: texts, and classes as their names with dots."""
    if isinstance(value, Array | Choice):
        for item in value.items if isinstance(value, Array) else value.options:
            yield from names(item)
    elif isinstance(value, Unknown):
        if value.path.endswith(".class"):
            yield value.path.removesuffix(".class")
    else:
        yield from texts(value)


def _configured(call: Call) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what ``bootstrap/app.php`` adds to groups, and its aliases."""
    word = last(call.name)
    if word in {"appendToGroup", "prependToGroup", "group"} and len(plain(call)) > 1:
        for name in texts(first(call)):
            yield name, tuple(names(plain(call)[1]))
    elif word == "web" and call.name.startswith("middleware"):
        yield "web", (*names(given(call, "append") or first(call)), *names(given(call, "prepend")))
    elif word == "alias" and isinstance(listed := first(call), Object):
        yield from ((entry.key or "", tuple(names(entry.value))) for entry in listed.entries)


def _applies(links: tuple[Call, ...], method: str) -> bool:
    """Tell whether middleware applies to a method: ``->only([…])``, ``->except([…])``, or arguments so named."""
    for link in links:
        word = last(link.name)
        only = texts(given(link, "only")) if given(link, "only") is not None else None
        without = texts(given(link, "except"))
        if word in {"only", "except"}:
            listed = tuple(name for value in plain(link) for name in texts(value))
            only, without = (listed, without) if word == "only" else (only, listed)
        if (only is not None and method not in only) or method in without:
            return False
    return True


def _same(name: str, other: str) -> bool:
    return name == other or name.partition(":")[0] == other
