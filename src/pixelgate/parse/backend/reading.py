"""What the shared walk must be told of a language: what to capture in its tree, and how to read a captured node."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from pixelgate.parse.backend.code import Code, Reader
from pixelgate.parse.backend.grammar import Node
from pixelgate.parse.outline import Argument, Definition, Import


class Said(msgspec.Struct, frozen=True):
    """A call without what hangs on it: its name, the node of its name, its arguments, and what it is called on.

    ``whole``: what it is called on is an attribute, and part of the name.
    """

    name: str
    place: Node
    arguments: tuple[Argument, ...] = ()
    receiver: Node | None = None
    whole: bool = False


class Language(msgspec.Struct, frozen=True):
    """How a language is read.

    ``query`` captures nodes by these names: ``call``, ``body`` (a block or function that a call is given), ``class``,
    ``function``, ``variable``, ``mark``, ``import``, ``package``. ``macros``: what a class body calls are marks of the
    class. ``runs``: a file runs when it is asked for, so that its first statements may turn a visitor away.
    """

    name: str
    query: str
    readers: Mapping[str, Reader]
    call: Callable[[Code, Node], Said | None]
    define: Callable[[Code, Node], Definition]
    imports: Callable[[Code, Node], Iterator[Import]]
    package: Callable[[Code, Node], str]
    macros: bool = False
    runs: bool = False
