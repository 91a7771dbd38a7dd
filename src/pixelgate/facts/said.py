"""What code says to a global or a package, in the form that the vendors' patterns are matched against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from pixelgate.parse.document import Assignment, Call, State
from pixelgate.parse.values import Array, Value, alternatives
from pixelgate.source import Location, Span

_SHORT = 2
"""Longest name that a bundler gives to what a chunk exports."""


class Said(msgspec.Struct, frozen=True):
    """A call or assignment in the form that patterns are matched against."""

    path: tuple[str, ...]
    module: str
    arguments: tuple[Value, ...]
    span: Span
    state: State
    constructed: bool = False
    assignment: bool = False
    sure: bool = True
    via: Span | Location | None = None
    spread: bool = False
    injected: bool = False

    @property
    def root(self) -> str:
        return "" if self.module else self.path[0]


def of_call(call: Call, renames: Mapping[str, str] = {}) -> Said:
    """Read a call; ``renames`` maps a page's own names of globals and modules to the vendors'."""
    module, mark, callee = call.callee.rpartition("#") if "#" in call.callee else ("", "", call.callee)
    path = _path(callee, {} if mark else renames)
    sure = not call.aliased and call.via is None and module not in renames
    if module in renames:
        module, path = renames[module], path[_is_namespace(path) :]
    return Said(
        path,
        module,
        call.arguments,
        call.span,
        call.state,
        call.constructed,
        sure=sure,
        via=call.via,
        spread=call.spread,
        injected=call.injected,
    )


def _is_namespace(path: tuple[str, ...]) -> bool:
    """Tell whether a chunk exports a package's exports under one short name: ``f.default.init``."""
    return len(path) > 1 and path[1] == "default" and len(path[0]) <= _SHORT


def of_assignment(assignment: Assignment, renames: Mapping[str, str] = {}) -> Said:
    """Read an assignment."""
    path = _path(assignment.target, renames)
    return Said(path, "", (assignment.value,), assignment.span, assignment.state, assignment=True)


def commands(said: Said) -> Iterator[Said]:
    """Yield the commands in an array that is assigned to a queue, each as a call of ``push``."""
    for option in alternatives(said.arguments[0]) if said.assignment else ():
        for item in option.items if isinstance(option, Array) else ():
            push = (*said.path, "push")
            yield msgspec.structs.replace(said, path=push, arguments=(item,), span=item.span, assignment=False)


def _path(text: str, renames: Mapping[str, str]) -> tuple[str, ...]:
    root, dot, rest = text.partition(".")
    root = renames.get(root, root)
    return (root, *_segments(rest)) if dot else (root,)


def _segments(text: str) -> Iterator[str]:
    """Split an access path at its dots, those within parentheses aside."""
    depth, start = 0, 0
    for index, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "." and depth == 0:
            yield text[start:index]
            start = index + 1
    yield text[start:]
