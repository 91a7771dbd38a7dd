"""Code and markup inside strings, read again where they stand: every finding keeps its place in the file."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

import msgspec

from pixelgate.parse.document import Element, Opaque, Script, State, Use
from pixelgate.parse.javascript import concat
from pixelgate.parse.javascript.fold import Folder
from pixelgate.parse.values import Hole, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code

_DEEPEST = 5
_Item = TypeVar("_Item", bound=msgspec.Struct)
_depth: ContextVar[int] = ContextVar("depth of code inside code", default=0)


def read_again(code: Code, node: Node, use: Use, state: State) -> tuple[tuple[Element, ...], tuple[Script, ...]]:
    """Return the elements and scripts of a string expression that is markup or code."""
    depth = _depth.get()
    if depth >= _DEEPEST:
        return (), (_unread(code, node, state),)
    fragment, holes = concat.as_fragment(concat.pieces(Folder(code, inputs=use is Use.CODE), node, 0))
    if not fragment.text:
        return (), ()
    if len(fragment.text) > code.allowance:
        return (), (_unread(code, node, state),)
    code.allowance -= len(fragment.text)
    token = _depth.set(depth + 1)
    try:
        if use is Use.CODE:
            from pixelgate.parse.javascript.script import parse_script  # the two read each other's insides

            return (), (parse_script(fragment, code.interest, holes=holes, state=state),)
        from pixelgate.parse.html import parse_markup

        marks = tuple(Hole(hole.path, hole.span) if isinstance(hole, Unknown) else hole for hole in holes)
        elements, scripts, _, _ = parse_markup(fragment, code.interest, holes=marks, origin="text")
    finally:
        _depth.reset(token)
    return tuple(dimmed(element, state) for element in elements), tuple(dim(script, state) for script in scripts)


def _unread(code: Code, node: Node, state: State) -> Script:
    """Say that a text which is code or markup is too deep within others, or too long, to be read."""
    span = code.span(node)
    reason = f"code and markup are inside one another more than {_DEEPEST} deep, or too long when put together"
    return Script(span, opaque=(Opaque(reason, span, state),), state=state)


def dimmed(item: _Item, state: State) -> _Item:
    """Return an item in the state of the code around it, when that is not active."""
    return item if state is State.ACTIVE else msgspec.structs.replace(item, state=state)


def dim(script: Script, state: State) -> Script:
    """Return a script in the state of the code around it, when that is not active."""
    if state is State.ACTIVE:
        return script
    return msgspec.structs.replace(
        script,
        state=state,
        calls=_dim(script.calls, state),
        assignments=_dim(script.assignments, state),
        literals=_dim(script.literals, state),
        imports=_dim(script.imports, state),
        elements=_dim(script.elements, state),
        opaque=_dim(script.opaque, state),
    )


def _dim(items: Iterable[_Item], state: State) -> tuple[_Item, ...]:
    return tuple(dimmed(item, state) for item in items)
