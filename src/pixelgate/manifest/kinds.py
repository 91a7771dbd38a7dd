"""The sorts of value that a manifest holds: each reads itself, complains for itself and knows its own JSON Schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Generic, Protocol, TypeAlias, TypeVar

import msgspec

from pixelgate.manifest.complaints import TODO, At, Refusal, suggest
from pixelgate.manifest.known import Known
from pixelgate.toml import Value

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json]"
Schema: TypeAlias = dict[str, Json]
Check: TypeAlias = Callable[[str, Known], str]
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
T_co = TypeVar("T_co", covariant=True)


class Kind(Protocol[T_co]):
    """A sort of value."""

    def read(self, value: Value, at: At) -> T_co | None:
        """Return the value in its normal form, or complain and return ``None``."""
        ...

    def schema(self, known: Known) -> Schema:
        """Return the JSON Schema of the value; ``known`` fills in the names that may be used."""
        ...


def found(value: Value) -> str:
    """Say what a value is, for "expected …, found …"."""
    match value:
        case bool():
            return "`true`" if value else "`false`"
        case str():
            return "a text"
        case int() | float():
            return "a number"
        case dt.datetime():
            return "a date with a time"
        case dt.date():
            return "a date"
        case dt.time():
            return "a time"
        case list():
            return "a list"
        case _:
            return "a table"


class Text(msgspec.Struct, frozen=True):
    """A text that passes a check. ``limits`` is what JSON Schema can say of it."""

    expected: str
    check: Check
    limits: Callable[[Known], Schema] = lambda _: {}

    def read(self, value: Value, at: At) -> str | None:
        if not isinstance(value, str):
            hint = f'write it in quotes: "{value}"' if isinstance(value, int | float | dt.date) else ""
            at.complain(f"expected {self.expected}, found {found(value)}", hint)
            return None
        try:
            return self.check(value, at.known)
        except Refusal as refusal:
            at.refuse(value, refusal)
            return None

    def schema(self, known: Known) -> Schema:
        return {"type": "string", **self.limits(known)}


class Choice(msgspec.Struct, Generic[E], frozen=True):
    """One of a few words. ``help`` may know what an unknown word was meant to be."""

    of: type[E]
    only: tuple[E, ...] = ()
    help: Callable[[str], str] = lambda _: ""

    @property
    def choices(self) -> tuple[E, ...]:
        return self.only or tuple(self.of)

    def read(self, value: Value, at: At) -> E | None:
        for choice in self.choices:
            if isinstance(value, str) and choice.value == value:
                return choice
        listed = ", ".join(f"`{choice}`" for choice in self.choices)
        if value == TODO:
            at.complain("this TODO is not answered", f"write one of {listed}")
        elif isinstance(value, str):
            at.complain(f"expected one of {listed}, found `{value}`", self.help(value) or self._guess(value))
        else:
            at.complain(f"expected one of {listed}, found {found(value)}")
        return None

    def _guess(self, value: str) -> str:
        guess = suggest(value, [str(choice) for choice in self.choices])
        return guess if guess.startswith("did") else ""

    def schema(self, known: Known) -> Schema:
        del known
        return {"type": "string", "enum": [str(choice) for choice in self.choices]}


class Flag(msgspec.Struct, frozen=True):
    """``true`` or ``false``."""

    def read(self, value: Value, at: At) -> bool | None:
        if isinstance(value, bool):
            return value
        hint = f"write {value.lower()} without quotes" if isinstance(value, str) and value.lower() in _FLAGS else ""
        at.complain(f"expected `true` or `false`, found {found(value)}", hint)
        return None

    def schema(self, known: Known) -> Schema:
        del known
        return {"type": "boolean"}


class Day(msgspec.Struct, frozen=True):
    """A local date."""

    def read(self, value: Value, at: At) -> dt.date | None:
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        if isinstance(value, dt.datetime):
            at.complain("expected a date, found a date with a time", f"write {value.date()}")
        elif isinstance(value, str):
            day = value.strip()
            hint = f"write {day} without quotes" if _is_day(day) else "write it as 2027-01-31, without quotes"
            at.complain("expected a date, found a text", hint)
        else:
            at.complain(f"expected a date, found {found(value)}", "write it as 2027-01-31")
        return None

    def schema(self, known: Known) -> Schema:
        del known
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


class Version(msgspec.Struct, frozen=True):
    """The version of the format that this program reads."""

    number: int

    def read(self, value: Value, at: At) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool):
            if value == self.number:
                return value
            hint = "update pixelgate, or check the number" if value > self.number else ""
            at.complain(f"expected version {self.number}, found {value}", hint)
            return None
        at.complain(f"expected version {self.number}, found {found(value)}", f"write version = {self.number}")
        return None

    def schema(self, known: Known) -> Schema:
        del known
        return {"type": "integer", "const": self.number}


class Many(msgspec.Struct, Generic[T], frozen=True):
    """A list of values of one kind."""

    expected: str
    item: Kind[T]
    least: int = 0

    def read(self, value: Value, at: At) -> tuple[T, ...] | None:
        if not isinstance(value, list):
            hint = f'write ["{value}"]' if isinstance(value, str) else ""
            at.complain(f"expected {self.expected}, found {found(value)}", hint)
            return None
        if len(value) < self.least:
            at.complain(f"expected {self.expected}, found an empty list")
        read = [self.item.read(item, at.below(index)) for index, item in enumerate(value)]
        return tuple(dict.fromkeys(item for item in read if item is not None))

    def schema(self, known: Known) -> Schema:
        least: Schema = {"minItems": self.least} if self.least else {}
        return {"type": "array", "items": self.item.schema(known), **least}


class Pairs(msgspec.Struct, Generic[T], frozen=True):
    """A table with keys of the user's choice."""

    expected: str
    key: Text
    value: Kind[T]

    def read(self, value: Value, at: At) -> tuple[tuple[str, T], ...] | None:
        if not isinstance(value, dict):
            at.complain(f"expected {self.expected}, found {found(value)}")
            return None
        pairs: dict[str, T] = {}
        for name, entry in value.items():
            below = at.below(name)
            key = self._key(name, below)
            item = self.value.read(entry, below)
            if key in pairs:
                below.complain_of_key(f"`{key}` is set twice here, by two names")
            elif key is not None and item is not None:
                pairs[key] = item
        return tuple(pairs.items())

    def _key(self, name: str, at: At) -> str | None:
        try:
            return self.key.check(name, at.known)
        except Refusal as refusal:
            at.complain_of_key(refusal.message, refusal.help)
            return None

    def schema(self, known: Known) -> Schema:
        names = self.key.schema(known)
        names.pop("type")
        entries = self.value.schema(known)
        return {"type": "object", "additionalProperties": entries, **({"propertyNames": names} if names else {})}


_FLAGS = ("true", "false")


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2027-01-31")
