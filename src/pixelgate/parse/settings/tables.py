"""Settings in TOML."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.parse.settings.setting import Setting
from pixelgate.parse.values import Constant
from pixelgate.source import Location, Source, Span
from pixelgate.toml import KeyPath, TomlError, Value, load, positions


def read_tables(text: str) -> Iterator[Setting]:
    """Yield the settings of a TOML text; one that is no TOML has none."""
    data = text.encode(errors="replace")
    try:
        table = load(data)
    except TomlError:
        return
    places, source = positions(data), Source("", text)
    for path, value in _leaves(table, ()):
        key, known = places.key(path), places.value(path)
        span = Span(_offset(source, key), max(_offset(source, key), _end(source, known)))
        yield Setting(tuple(part for part in path if isinstance(part, str)), _constant(value, span), span)


def _leaves(value: Value, path: KeyPath) -> Iterator[tuple[KeyPath, Value]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from _leaves(inner, (*path, key))
        case list():
            for index, inner in enumerate(value):
                yield from _leaves(inner, (*path, index))
        case _:
            yield path, value


def _constant(value: Value, span: Span) -> Constant:
    match value:
        case str() | bool():
            return Constant(value, span)
        case int() | float():
            return Constant(float(value), span) if abs(value) < 2**53 else Constant(str(value), span)
        case _:
            return Constant(str(value), span)


def _offset(source: Source, place: Location) -> int:
    return source.line_starts[place.line - 1] + place.column - 1


def _end(source: Source, place: Location) -> int:
    return source.line_starts[place.end_line - 1] + place.end_column - 1
