"""Hold the tables of a vendor file against the types of its model, all slips at once."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import msgspec
from msgspec import inspect

from pixelgate.toml import KeyPath, Table, Value


class Slip(msgspec.Struct, frozen=True):
    """Something wrong at a key path. ``at_key``: the key itself is meant; ``offset``: so far within a string value."""

    path: KeyPath
    message: str
    help: str = ""
    at_key: bool = False
    offset: int = 0


def slips(value: Value, kind: inspect.Type, path: KeyPath = ()) -> Iterator[Slip]:
    """Yield what does not fit: unknown and missing keys, wrong types, values that are none of those allowed."""
    match kind, value:
        case inspect.StructType(), dict():
            yield from _table(value, kind, path)
        case inspect.ListType(item_type=item), list():
            for index, element in enumerate(value):
                yield from slips(element, item, (*path, index))
        case inspect.DictType(value_type=item), dict():
            for key, element in value.items():
                yield from slips(element, item, (*path, key))
        case _:
            expected, words = _expectation(kind)
            if not _fits(value, kind, words):
                yield Slip(path, f"expected {expected}, found {_found(value)}", nearest(value, words))


def nearest(word: object, words: tuple[str, ...]) -> str:
    """Return a suggestion, where one of the words is near."""
    near = get_close_matches(word, words, 1) if isinstance(word, str) else ()
    return f'did you mean "{near[0]}"?' if near else ""


def _table(table: Table, kind: inspect.StructType, path: KeyPath) -> Iterator[Slip]:
    fields = {field.encode_name: field for field in kind.fields}
    for key, value in table.items():
        if key in fields:
            yield from slips(value, fields[key].type, (*path, key))
        else:
            known = tuple(sorted(fields))
            yield Slip((*path, key), f"unknown key {key!r}", nearest(key, known) or _listed(known), at_key=True)
    for name, field in fields.items():
        if field.required and name not in table:
            yield Slip(path, f"{name!r} is missing", at_key=True)


def _expectation(kind: inspect.Type) -> tuple[str, tuple[str, ...]]:
    match kind:
        case inspect.EnumType(cls=cls):
            words = tuple(str(member.value) for member in cls)
        case inspect.LiteralType(values=values):
            words = tuple(map(str, values))
        case _:
            return _TYPES[type(kind)][0], ()
    return f"one of {', '.join(words)}", words


_TYPES: dict[type[inspect.Type], tuple[str, type]] = {
    inspect.StrType: ("a string", str),
    inspect.BoolType: ("true or false", bool),
    inspect.IntType: ("a whole number", int),
    inspect.ListType: ("an array", list),
    inspect.DictType: ("a table", dict),
    inspect.StructType: ("a table", dict),
}


def _fits(value: Value, kind: inspect.Type, words: tuple[str, ...]) -> bool:
    return value in words if words else type(value) is _TYPES[type(kind)][1]


def _found(value: Value) -> str:
    match value:
        case dict():
            return "a table"
        case list():
            return "an array"
        case bool():
            return "true" if value else "false"
        case _:
            return repr(value)


def _listed(words: tuple[str, ...]) -> str:
    return f"known keys: {', '.join(words)}"
