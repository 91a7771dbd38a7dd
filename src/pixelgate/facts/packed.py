"""Values as few bytes: how facts are kept, in memory and on disk, until somebody asks for them."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import TypeVar

import msgspec

T = TypeVar("T")
_FAST = 1
"""The level of compression: facts repeat the names of their parts, which the first already finds."""


def packed(value: msgspec.Struct) -> bytes:
    r"""Return a value as compressed msgpack; half a surrogate pair, which UTF-8 cannot hold, as ``\ud83d``."""
    try:
        data = msgspec.msgpack.encode(value)
    except UnicodeEncodeError:
        data = msgspec.msgpack.encode(_escaped(msgspec.to_builtins(value)))
    return zlib.compress(data, _FAST)


def unpacker(form: type[T]) -> Callable[[bytes], T]:
    """Return what unpacks values of a form.

    What it returns raises ``msgspec.DecodeError`` for what was not packed from such a value, or is not whole.
    """
    decode = msgspec.msgpack.Decoder(form).decode

    def unpacked(data: bytes) -> T:
        try:
            return decode(zlib.decompress(data))
        except zlib.error as error:
            raise msgspec.DecodeError(str(error)) from error

    return unpacked


def _escaped(value: object) -> object:
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode()
        case dict():
            return {_escaped(key): _escaped(item) for key, item in value.items()}
        case list() | tuple():
            return [_escaped(item) for item in value]
        case _:
            return value
