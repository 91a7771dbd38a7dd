"""Settings in files that are no web pages: keys, values and places. Nothing in them is run."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

from pixelgate.parse.settings.flat import read_assignments
from pixelgate.parse.settings.objects import read_objects
from pixelgate.parse.settings.python_code import read_python
from pixelgate.parse.settings.ruby_code import read_handlers
from pixelgate.parse.settings.setting import Setting
from pixelgate.parse.settings.tables import read_tables
from pixelgate.parse.settings.yaml_lines import read_lines

__all__ = ["Setting", "read_settings"]

_READERS: dict[str, Callable[[str], Iterator[Setting]]] = {
    ".py": read_python,
    ".yml": read_lines,
    ".yaml": read_lines,
    ".toml": read_tables,
    ".json": read_objects,
    ".ini": read_assignments,
    ".rb": read_handlers,
    ".ru": read_handlers,
}


def read_settings(path: str, text: str) -> tuple[Setting, ...]:
    """Return the settings of a file in the order of the file; a file that is not what its name says has none."""
    reader = _READERS.get(posixpath.splitext(path)[1].lower())
    return tuple(sorted(reader(text), key=lambda one: one.span)) if reader else ()
