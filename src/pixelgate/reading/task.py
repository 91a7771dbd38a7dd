"""What is done with one file: pure functions of its path, its bytes and the knowledge of vendors."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

import msgspec

from pixelgate import facts
from pixelgate.facts.packed import packed
from pixelgate.facts.store import stored
from pixelgate.parse.modules import UNTOLD, Given
from pixelgate.reading.limit import TooLongError, limited
from pixelgate.second.model import Reading
from pixelgate.tree import Tree, Unreadable
from pixelgate.vendors.catalog import Catalog


class Task(StrEnum):
    """What is done with a file.

    ``THOROUGH``: facts, with the scripts parsed that hold no vendor's word. ``TOLD``: so, with what is known of the
    modules that it imports. ``SECOND``: the second reading.
    """

    FACTS = "facts"
    THOROUGH = "thorough"
    TOLD = "told"
    SECOND = "second"


class Outcome(msgspec.Struct, frozen=True):
    """What a task made of a file, packed, with the digest of the bytes it read; or the reason why it could not."""

    path: str
    result: bytes = b""
    digest: bytes = b""
    reason: str = ""


class Job(msgspec.Struct, frozen=True):
    """A task for any file of a tree. It can be sent to another process: that process then reads the files.

    ``told`` says of some files what the modules hold and offer that they ask for.
    """

    task: Task
    tree: Tree
    catalog: Catalog
    seconds: float
    told: dict[str, Given] = {}

    def __call__(self, path: str) -> Outcome:
        """Read a file and carry out the task; a limit that is reached becomes a reason, a defect names its file."""
        try:
            with limited(self.seconds):
                data = self.tree.read(path)
                return Outcome(path, self._result(path, data), self.digest(path, data))
        except Unreadable as error:
            return Outcome(path, reason=error.reason)
        except TooLongError:
            return Outcome(path, reason=f"took longer than {self.seconds:g} seconds to read")
        except MemoryError:
            return Outcome(path, reason="took more memory than there is")
        except Exception as error:
            error.add_note(f"while reading {path!r}")
            raise

    @property
    def by_stamp(self) -> bool:
        """Whether an unchanged file has an unchanged result."""
        return self.task is not Task.TOLD

    def digest(self, path: str, data: bytes) -> bytes:
        """Return what stands for all that a result is made from: the bytes, and what the file is told of others."""
        given = self.told.get(path)
        return digest(data + msgspec.msgpack.encode(given)) if given else digest(data)

    def _result(self, path: str, data: bytes) -> bytes:
        if self.task is Task.SECOND:
            return packed(_second(self.catalog)(path, data))
        given = self.told.get(path, UNTOLD)
        return stored(facts.extract(path, data, self.catalog, thorough=self.task is not Task.FACTS, given=given))


def digest(data: bytes) -> bytes:
    """Return what stands for the bytes of a file."""
    return blake2b(data, digest_size=16).digest()


@lru_cache(maxsize=2)
def _second(catalog: Catalog) -> Callable[[str, bytes], Reading]:
    from pixelgate import second
    from pixelgate.second.marks import marks

    known = marks(catalog.vendors)
    return lambda path, data: second.read(path, data, known)
