"""What a module offers to whoever imports it, and what is known of the modules that a file imports.

An exported thing has a path: its name, then the keys below it, ``()`` for what a call or construction of it returns
(``default.track``, ``useAnalytics.().track``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pixelgate.parse.values import (
    Argument,
    Array,
    Choice,
    Constant,
    Entry,
    Hole,
    How,
    Object,
    Text,
    Unknown,
    Value,
    constant,
)
from pixelgate.source import Location, Span

Keys = tuple[str, ...]
EVERY: Keys = ("*",)
"""The path of a re-export of all names but the default."""

WINDOW, APPLICATION, KEYED = "window:", "app:", "key:"
"""What stands for a module where scripts share without one: globals, what components are lent, what is provided."""

SHARED = frozenset({WINDOW, APPLICATION, KEYED})
SPREAD = "..."
_HOPS = 4
_DIGITS = 6
_ROOM = 4_000
"""How many values an argument may be made of."""


class Alias(msgspec.Struct, frozen=True, omit_defaults=True):
    """An export that is something else: a vendor's global (``fbq``), or an export of a module (``./x#track``)."""

    keys: Keys
    path: str


class Relay(msgspec.Struct, frozen=True, omit_defaults=True):
    """An exported function whose calls reach a vendor: what it calls, with which of its own arguments.

    ``span`` is the place of that call in its file; ``place`` says the same to other files.
    """

    keys: Keys
    callee: str
    arguments: tuple[Value, ...]
    span: Span
    constructed: bool = False
    spread: bool = False
    place: Location | None = None


class Known(msgspec.Struct, frozen=True, omit_defaults=True):
    """An exported value that is known: a constant, or a structure of such."""

    keys: Keys
    value: Value


class Exports(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a module offers, as far as vendors are concerned; ``known`` only where it was asked for."""

    aliases: tuple[Alias, ...] = ()
    relays: tuple[Relay, ...] = ()
    known: tuple[Known, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.aliases or self.relays or self.known)


class Passed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A function that reaches a vendor, or the vendor's global itself, handed to an imported function.

    ``module`` and ``keys`` say whom, ``index`` as which argument. The paths of ``exports`` begin at the argument.
    """

    module: str
    keys: Keys
    index: int
    exports: Exports


class Given(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a file is told of others: what the modules that it imports offer, by the specifier that it writes.

    ``handed`` are parameters of its own exports that callers elsewhere hand something over: path of the export, index,
    and the name under which ``modules`` tells what. ``packages``: modules of the same build, and the packages of
    vendors that they hold. ``asked``: exports of its own whose values others want, ``*`` for all.
    ``helpers``: entries of code that writes a tracker wherever a template names it.
    """

    modules: tuple[tuple[str, Exports], ...] = ()
    handed: tuple[tuple[Keys, int, str], ...] = ()
    packages: tuple[tuple[str, str], ...] = ()
    asked: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.modules or self.packages or self.asked or self.helpers)

    def names(self) -> frozenset[str]:
        """Return the specifiers of which something is known."""
        return frozenset(name for name, _ in (*self.modules, *self.packages))

    def traced(self) -> frozenset[str]:
        """Return the specifiers of what is to be followed; constants are looked up where they are needed."""
        listed = (name for name, offered in self.modules if offered.aliases or offered.relays)
        return frozenset((*listed, *(name for name, _ in self.packages)))

    def shared(self, space: str) -> frozenset[str]:
        """Return the names under which scripts share something."""
        offered = tuple(self._of(space))
        aliases = {alias.keys[0] for one in offered for alias in one.aliases}
        return frozenset(aliases | {relay.keys[0] for one in offered for relay in one.relays})

    def relays(self, module: str, keys: Keys) -> tuple[Relay, ...]:
        """Return what a call of an export reaches, also where it is the export of another module that is told."""
        for _ in range(_HOPS):
            for wanted in _spellings(keys):
                found = tuple(relay for offered in self._of(module) for relay in offered.relays if relay.keys == wanted)
                if found:
                    return found
            module, mark, below = self.alias(module, keys).partition("#")
            keys = keys_of(below)
            if not mark:
                break
        return ()

    def below(self, module: str, keys: Keys) -> tuple[str, ...]:
        """Return the names of what an export holds, as far as vendors are concerned."""
        listed = [one.keys for offered in self._of(module) for one in offered.aliases]
        listed += [one.keys for offered in self._of(module) for one in offered.relays]
        found = (key[len(spelled)] for spelled in _spellings(keys) for key in listed if _is_below(key, spelled))
        return tuple(dict.fromkeys(found))

    def alias(self, module: str, keys: Keys) -> str:
        """Return what an export is in truth, with the keys below it; empty where nothing is known."""
        aliases = [alias for offered in self._of(module) for alias in offered.aliases]
        for wanted in _spellings(keys):
            fitting = [alias for alias in aliases if wanted[: len(alias.keys)] == alias.keys]
            if fitting:
                longest = max(fitting, key=lambda alias: len(alias.keys))
                return joined(longest.path, wanted[len(longest.keys) :])
        return ""

    def value(self, module: str, keys: Keys) -> Value | None:
        """Return the value of an export, or of an entry below one; without keys, all exports as one object."""
        known = [known for offered in self._of(module) for known in offered.known]
        for wanted in _spellings(keys) if keys else ((),):
            found = (_entry(one.value, wanted[len(one.keys) :]) for one in known if wanted[: len(one.keys)] == one.keys)
            value = next((one for one in found if one is not None), None) or _whole(known, wanted)
            if value is not None:
                return value
        return None

    def _of(self, module: str) -> Iterator[Exports]:
        return (exports for name, exports in self.modules if name == module)


UNTOLD = Given()
"""What a file is told that is read by itself."""


def _entry(value: Value | None, keys: Keys) -> Value | None:
    for key in keys:
        if isinstance(value, Array) and key.isascii() and key.isdigit():
            value = value.items[int(key)] if len(key) < _DIGITS and int(key) < len(value.items) else None
        else:
            value = value.get(key) if isinstance(value, Object) else None
    return value


def _whole(known: Sequence[Known], keys: Keys) -> Object | None:
    """Return what lies below some keys as one object; of a module, with what its default export holds."""
    depth = len(keys)
    below = [one for one in known if one.keys[:depth] == keys and len(one.keys) == depth + 1]
    default = next((one.value for one in below if one.keys == ("default",)), None)
    entries = [Entry(one.keys[depth], one.value, one.value.span) for one in below]
    inner = default.entries if isinstance(default, Object) else ()
    return Object((*inner, *entries), entries[0].span) if entries else None


def _is_below(keys: Keys, outer: Keys) -> bool:
    return len(keys) > len(outer) and keys[: len(outer)] == outer


def _spellings(keys: Keys) -> Iterator[Keys]:
    """Yield a path as it is written, then as compilers change it: the default export for the module and back."""
    yield keys
    if keys[:1] == ("default",):
        yield keys[1:]
    else:
        yield ("default", *keys)


def joined(path: str, keys: Keys) -> str:
    """Return the path below a path, in the form of ``Call.callee``."""
    for key in keys:
        glue = "" if key == "()" or path.endswith("#") else "."
        path = f"{path}{glue}{key}"
    return path


def keys_of(path: str) -> Keys:
    """Return the keys of a path in the form of ``Call.callee``."""
    return tuple(path.replace("()", ".()").lstrip(".").split(".")) if path else ()


def filled(value: Value, given: Sequence[Value], span: Span) -> Value:
    """Return a value with the arguments of a call in the places of a function's parameters; all at the call's place."""
    return _Filling(given, span).fill(value)


class _Filling:
    """Fills values, as many as there is room for."""

    def __init__(self, given: Sequence[Value], span: Span) -> None:
        self._given = given
        self._span = span
        self._left = _ROOM

    def fill(self, value: Value) -> Value:
        self._left -= 1
        span = self._span
        if self._left < 0:
            return Unknown("", span)
        match value:
            case Argument():
                return self._argument(value)
            case Text(parts=parts):
                return _text([self.fill(part) for part in parts], span)
            case Choice(options=options):
                return Choice(tuple(map(self.fill, options)), span)
            case Object(entries=entries):
                return Object(tuple(entry for one in entries for entry in self._entries(one)), span)
            case Array(items=items):
                return Array(tuple(item for one in items for item in self.items(one)), span)
            case Unknown(inputs=inputs):
                return Unknown(value.path, span, tuple(map(self.fill, inputs)))
            case Constant():
                return Constant(value.value, span, How.FOLDED)
            case _:
                return msgspec.structs.replace(value, span=span)

    def items(self, value: Value) -> tuple[Value, ...]:
        """Return the values that an item stands for: several where it is a spread that is known now."""
        inner = value.inputs[0] if isinstance(value, Unknown) and value.inputs else None
        if isinstance(value, Unknown) and value.path.startswith(SPREAD) and isinstance(inner, Argument):
            spread = self.fill(inner)
            if isinstance(spread, Array):
                return spread.items
        return (self.fill(value),)

    def _entries(self, entry: Entry) -> tuple[Entry, ...]:
        value = self.fill(entry.value)
        if entry.key == SPREAD and isinstance(value, Object):
            return value.entries
        return (Entry(entry.key, value, self._span),)

    def _argument(self, argument: Argument) -> Value:
        given, at = self._given, max(0, argument.index)
        if argument.rest:
            value: Value | None = Array(tuple(given[at:]), self._span)
        else:
            value = given[at] if at < len(given) else None
        for at, key in enumerate(argument.keys):
            held = value
            value = held.get(key) if isinstance(held, Object) else None
            if value is None and isinstance(held, Unknown | Hole):
                path = held.path if isinstance(held, Unknown) else ""
                return Unknown(".".join(filter(None, (path, *argument.keys[at:])))[:200], self._span, (held,))
        if value is None and argument.default is not None:
            return self.fill(argument.default)
        return value if value is not None else Constant(None, self._span)


def _text(parts: Sequence[Value], span: Span) -> Value:
    """Return a text of filled parts; a part that is no text is unknown in it."""
    found: list[Constant | Hole | Unknown | Argument] = []
    for part in parts:
        if isinstance(part, Text):
            found += part.parts
        elif (text := constant(part)) is not None:
            found.append(Constant(text, span, How.FOLDED))
        else:
            found.append(part if isinstance(part, Hole | Unknown) else Unknown("", span, (part,)))
    if all(isinstance(part, Constant) for part in found):
        return Constant("".join(constant(part) or "" for part in found), span, How.FOLDED)
    return Text(tuple(found), span)
