"""The outline of program code: what it imports, defines and calls, in the same values for every language.

Frameworks read routes, rendered pages and login guards from it; it knows none of them. Only names, literals and nesting
are kept, and of control flow what may turn a caller away: the conditions on which a function ends at once.
"""

from __future__ import annotations

import msgspec

from pixelgate.parse.program import Step
from pixelgate.parse.values import Value
from pixelgate.source import Location

LEAVES = "if"
"""The name of a mark for one of a function's first statements that ends it on a condition.

Its arguments are two texts as they stand in the file: the condition, and what is done then.
"""

EARLY = 6
"""How many statements at the beginning of a function are looked at for such."""


class Argument(msgspec.Struct, frozen=True, omit_defaults=True):
    """One argument of a call: its keyword (empty when positional) and its value."""

    name: str
    value: Value


class Call(msgspec.Struct, frozen=True, omit_defaults=True):
    """A call, decorator, annotation, attribute or class-body macro, its name dotted as written (``Route.get``).

    ``chained`` are the calls made on its result, in order (``Route::get(…)->middleware('auth')`` is ``Route.get`` with
    one chained ``middleware``). ``body`` are the calls inside the block or function it is given
    (``namespace :admin do … end``, ``Route::group(function () { … })``). In Ruby, PHP, Java and C#, a value that is
    returned without a call is a call of ``return``; an element of XML is a call with its attributes and children.
    """

    name: str
    arguments: tuple[Argument, ...]
    location: Location
    chained: tuple[Call, ...] = ()
    body: tuple[Call, ...] = ()


class Import(msgspec.Struct, frozen=True, omit_defaults=True):
    """A name that the file gets from elsewhere: ``name`` here, ``target`` as its language writes it, dotted.

    ECMAScript: ``target`` is the specifier, ``#``, and the exported name (``./views.js#default``).
    """

    name: str
    target: str
    location: Location


class Definition(msgspec.Struct, frozen=True, omit_defaults=True):
    """A class, a function or a variable.

    ``name`` is dotted within the file (``PatientView.get``). ``bases`` are what a class inherits or mixes in;
    ``marks`` its decorators, annotations, modifiers (``private``), class-body macros, and the first statements of a
    function that end it on a condition (``LEAVES``). ``value`` is what a variable
    or class attribute is set to, ``calls`` are what its own body calls, ``parameters`` those of a function, with
    default or annotation if any. ``steps`` are what a class or function of Python does, in a file that makes lists of
    routes.
    """

    kind: str
    name: str
    location: Location
    bases: tuple[str, ...] = ()
    marks: tuple[Call, ...] = ()
    value: Value | None = None
    calls: tuple[Call, ...] = ()
    parameters: tuple[Argument, ...] = ()
    steps: tuple[Step, ...] = ()


class Outline(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file's outline: ``calls`` are those at its top level, ``package`` is its namespace, dotted.

    ``language``: python, ruby, php, java, csharp, javascript; ``settings`` for files of settings and front matter.
    ``lines`` are the offsets at which lines begin, where values inside others need a place. ``steps`` are what
    a module of Python does at its top level.
    """

    language: str
    package: str = ""
    imports: tuple[Import, ...] = ()
    definitions: tuple[Definition, ...] = ()
    calls: tuple[Call, ...] = ()
    lines: tuple[int, ...] = ()
    steps: tuple[Step, ...] = ()
