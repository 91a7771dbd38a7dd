"""What facts are made of, besides the file: vendors, our own source, libraries and Python, as one hash."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec

from pixelgate import __version__
from pixelgate.vendors.catalog import Catalog

PACKAGE = Path(__file__).parents[1]
MAKERS = ("facts", "parse", "reading", "second", "vendors", "source.py", "toml.py")
"""What of the package decides about facts; its rules and reporters may change freely."""

LIBRARIES = re.compile(
    r"(?i)(turbohtml|tree[_-]sitter\w*|ahocorasick[_-]rs|publicsuffixlist|msgspec|tomli|beautifulsoup4|esprima)-.*\.dist-info"
)


def fingerprint(catalog: Catalog, package: Path = PACKAGE) -> str:
    """Return a hash that differs whenever the facts of an unchanged file may.

    Source is hashed by content: a checkout in which someone works never serves yesterday's facts.
    """
    whole = blake2b(digest_size=12)
    for part in (__version__.encode(), sys.version.encode(), *_libraries(), *_source(package)):
        whole.update(blake2b(part).digest())
    whole.update(msgspec.msgpack.encode(tuple(catalog.vendors.values())))
    return whole.hexdigest()


def _libraries() -> Iterator[bytes]:
    """Yield names and versions, as the folders beside the libraries say: a tenth of what importlib.metadata costs."""
    for folder in sys.path:
        if folder.endswith("-packages"):
            names = os.listdir(folder) if os.path.isdir(folder) else ()  # noqa: PTH112, PTH208 - names are enough
            yield from sorted(name.encode() for name in names if LIBRARIES.fullmatch(name))


def _source(package: Path) -> Iterator[bytes]:
    for maker in MAKERS:
        path = package / maker
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.parent.name != "__pycache__":
                yield file.relative_to(package).as_posix().encode()
                yield file.read_bytes()
