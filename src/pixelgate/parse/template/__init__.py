"""Template languages, each a table in a file of its own. A new one is a new file here: it is found by being here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable

from pixelgate.parse.template.dialect import NO_SIGN, Dialect


def dialects() -> dict[str, Dialect]:
    """Return every language by its name."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    tables = (value for module in modules for value in vars(module).values() if isinstance(value, Dialect))
    return {table.name: table for table in tables}


def claims(tables: Iterable[Dialect]) -> dict[str, tuple[Dialect, ...]]:
    """Return for each extension the languages that may be written in such a file; one without a sign comes first."""
    claimed: dict[str, list[Dialect]] = {}
    for table in sorted(tables, key=lambda table: (table.sign != NO_SIGN, table.name)):
        for extension in table.extensions:
            claimed.setdefault(extension, []).append(table)
    return {extension: tuple(found) for extension, found in claimed.items()}
