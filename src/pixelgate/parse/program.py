"""What code does, step by step: enough of a language to tell which lists it makes, and no more.

``Outline`` says what stands in a file; these are the bodies of its modules, classes and functions, for the frameworks
whose routes are values that code puts together. Whatever is no part of it is ``Opaque``.
"""

from __future__ import annotations

import msgspec

from pixelgate.source import Location


class _Node(msgspec.Struct, frozen=True, array_like=True, gc=False):
    pass


class Literal(_Node, frozen=True, tag="literal"):
    """A text, number, truth value or nothing."""

    value: str | float | bool | None


class Name(_Node, frozen=True, tag="name"):
    """A plain name."""

    name: str


class Member(_Node, frozen=True, tag="member"):
    """``of.name``."""

    of: Expression
    name: str


class Item(_Node, frozen=True, tag="item"):
    """``of[key]``."""

    of: Expression
    key: Expression


class Given(_Node, frozen=True):
    """An argument: its keyword, ``*`` for a list of some, ``**`` for a table, nothing by position."""

    name: str
    value: Expression


class Invoke(_Node, frozen=True, tag="invoke"):
    """A call."""

    function: Expression
    arguments: tuple[Given, ...]
    location: Location


class Several(_Node, frozen=True, tag="several"):
    """A list, tuple or set."""

    items: tuple[Expression, ...]


class Spread(_Node, frozen=True, tag="spread"):
    """``*value`` in a list."""

    value: Expression


class Table(_Node, frozen=True, tag="table"):
    """A dictionary; an entry without a key is spread into it."""

    entries: tuple[tuple[Expression | None, Expression], ...]


class Joined(_Node, frozen=True, tag="joined"):
    """A text with values in it."""

    parts: tuple[Expression, ...]


class Operation(_Node, frozen=True, tag="operation"):
    """``+``, ``%``, a comparison or a connective, of one operand or more."""

    sign: str
    operands: tuple[Expression, ...]


class Either(_Node, frozen=True, tag="either"):
    """``then if test else other``."""

    test: Expression
    then: Expression
    other: Expression


class Clause(_Node, frozen=True):
    """``for target in source if tests``."""

    target: Expression
    source: Expression
    tests: tuple[Expression, ...] = ()


class Each(_Node, frozen=True, tag="each"):
    """A comprehension; of a dictionary, the element is key and value."""

    element: Expression
    clauses: tuple[Clause, ...]
    table: bool = False


class Lambda(_Node, frozen=True, tag="lambda"):
    """A function without a name."""

    parameters: tuple[str, ...]
    value: Expression


class Opaque(_Node, frozen=True, tag="opaque"):
    """What is not followed, as it is written."""

    text: str = ""


Expression = (
    Literal
    | Name
    | Member
    | Item
    | Invoke
    | Several
    | Spread
    | Table
    | Joined
    | Operation
    | Either
    | Each
    | Lambda
    | Opaque
)


class Set(_Node, frozen=True, tag="set"):
    """``target = value``, or ``target += value`` where there is ``more``."""

    target: Expression
    value: Expression
    more: bool = False


class Do(_Node, frozen=True, tag="do"):
    """A call for what it does."""

    value: Expression


class Give(_Node, frozen=True, tag="give"):
    """``return value``; ``yield value`` where there is ``more``."""

    value: Expression
    more: bool = False


class Leave(_Node, frozen=True, tag="leave"):
    """``break``, ``continue`` or ``raise``."""

    word: str


class If(_Node, frozen=True, tag="if"):
    """Two ways to go on."""

    test: Expression
    then: tuple[Step, ...]
    other: tuple[Step, ...] = ()


class For(_Node, frozen=True, tag="for"):
    """A loop over a list."""

    target: Expression
    source: Expression
    body: tuple[Step, ...]


Step = Set | Do | Give | Leave | If | For
