"""No regular expression of the program backtracks exponentially, whatever text it is given."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator

import msgspec
import pytest
from tests.backtracking import exponential

import pixelgate
from pixelgate.vendors import catalog


@pytest.mark.parametrize(
    "pattern",
    [r"(a*)*b", r"(a+)+b", r"(a|a)*b", r"(a|ab|b)*c", r"(\w+\s?)*$", r"(?:a?b?)*c", r"(x+x+)+y", r"(?>(?:a*)*)b"],
)
def test_an_expression_that_tries_each_text_in_many_ways(pattern: str) -> None:
    assert exponential(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"a*b*", r"(a+b)*", r"(?:[^\"\\]|\\.)*", r"(a++b)*c", r"\s*(?:\w+\s+)*x", r"(?:a|b)*", r"(ab?c)*", r"(a{3})*b"],
)
def test_an_expression_that_reads_each_text_in_one_way(pattern: str) -> None:
    assert not exponential(pattern)


def test_none_of_ours_does() -> None:
    wrong = {pattern.pattern for pattern in set(_ours()) if exponential(pattern.pattern, pattern.flags)}
    assert wrong == set()


def _ours() -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    """Yield every expression that a module holds, and those that are made from the vendor data."""
    seen: set[int] = set()
    for found in pkgutil.walk_packages(pixelgate.__path__, "pixelgate."):
        if not found.name.endswith("__main__"):
            yield from _in(vars(importlib.import_module(found.name)), seen, 0)
    known = catalog.load()
    yield from _in(vars(known), seen, 0)
    for word in known._words():
        if word.around:
            yield re.compile(word.around)
    for vendor in known.vendors.values():
        yield from (re.compile(form) for form in (vendor.id.format, vendor.id.anywhere) if form)
    yield from (pattern._path for pattern, _ in known._urls.entries if pattern._path)


def _in(value: object, seen: set[int], depth: int) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if id(value) in seen or depth > 8:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    for inner in _held(value):
        yield from _in(inner, seen, depth + 1)


def _held(value: object) -> Iterable[object]:
    """Return what a container, or an object or class of the program, holds."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return value
    ours = value if isinstance(value, type) else type(value)
    if not ours.__module__.startswith("pixelgate"):
        return ()
    fields = [getattr(value, name) for name in value.__struct_fields__] if isinstance(value, msgspec.Struct) else []
    return [*fields, *dict(getattr(value, "__dict__", {})).values()]
