"""What is done with one file: pure functions of its path, its bytes and the knowledge of vendors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

import msgspec

from pixelgate import facts
from pixelgate.facts.model import Link
from pixelgate.reading.limit import TooLongError, limited
from pixelgate.second.model import Reading
from pixelgate.tree import Tree, Unreadable
from pixelgate.vendors.catalog import Catalog


class Task(StrEnum):
    """``THOROUGH``: facts, with the scripts parsed that hold no vendor's word. ``SECOND``: the second reading."""

    FACTS = "facts"
    THOROUGH = "thorough"
    SECOND = "second"


class Outcome(msgspec.Struct, frozen=True):
    """What a task made of a file, in msgpack, with the digest of the bytes it read; or the reason why it could not."""

    path: str
    result: bytes = b""
    digest: bytes = b""
    reason: str = ""


class Job(msgspec.Struct, frozen=True):
    """A task for any file of a tree. It can be sent to another process: that process then reads the files.

    ``links`` say of some files what the modules that they ask for hold.
    """

    task: Task
    tree: Tree
    catalog: Catalog
    seconds: float
    links: Mapping[str, tuple[Link, ...]] = {}

    def __call__(self, path: str) -> Outcome:
        """Read a file and carry out the task; a limit that is reached becomes a reason, a defect names its file."""
        try:
            with limited(self.seconds):
                data = self.tree.read(path)
                return Outcome(path, self._result(path, data), digest(data))
        except Unreadable as error:
            return Outcome(path, reason=error.reason)
        except TooLongError:
            return Outcome(path, reason=f"took longer than {self.seconds:g} seconds")
        except MemoryError:
            return Outcome(path, reason="took more memory than there is")
        except Exception as error:
            error.add_note(f"while reading {path!r}")
            raise

    def _result(self, path: str, data: bytes) -> bytes:
        if self.task is Task.SECOND:
            return packed(_second(self.catalog)(path, data))
        thorough, links = self.task is Task.THOROUGH, self.links.get(path, ())
        return packed(facts.extract(path, data, self.catalog, thorough=thorough, links=links))


def digest(data: bytes) -> bytes:
    """Return what stands for the bytes of a file."""
    return blake2b(data, digest_size=16).digest()


def packed(value: msgspec.Struct) -> bytes:
    r"""Return a value as msgpack; half a surrogate pair, which UTF-8 cannot hold, becomes its escape (``\ud83d``)."""
    try:
        return msgspec.msgpack.encode(value)
    except UnicodeEncodeError:
        return msgspec.msgpack.encode(_escaped(msgspec.to_builtins(value)))


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


@lru_cache(maxsize=2)
def _second(catalog: Catalog) -> Callable[[str, bytes], Reading]:
    from pixelgate import second
    from pixelgate.second.marks import marks

    known = marks(catalog.vendors)
    return lambda path, data: second.read(path, data, known)
