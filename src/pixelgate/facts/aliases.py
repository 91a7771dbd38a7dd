"""Aliases of modules in the configuration of a bundler: ``alias: { "~lib": "/src/lib" }``, as an object or a list."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import islice

_NAME = re.compile(
    r"(?:vite|vue|svelte|nuxt|astro|next|webpack(?:\.\w+)?|rollup|rspack|rsbuild|craco|babel)\.config\.[cm]?[jt]s"
)
_BEGIN = re.compile(r"\balias\s*[:=]\s*[{\[]")
_MOST = 8
_TARGET = r"(?P<target>['\"][^'\"\n]+['\"]|[\w.]+\((?:[^()\n]|\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)){0,200}\))"
_PAIR = re.compile(
    r"(?:\bfind\s*:\s*['\"](?P<find>[^'\"\n]+)['\"]\s*,\s*replacement|['\"](?P<quoted>[^'\"\n]+)['\"]|(?P<plain>[\w$]+))"
    rf"\s*:\s*{_TARGET}"
)
_TEXT = re.compile(r"['\"]([^'\"\n]+)['\"]")
_STEP = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|(?P<open>[(\[{])|(?P<close>[)\]}])"
)
"""Strings, comments and brackets, however long the block is that they stand in."""


def configures(path: str) -> bool:
    """Tell whether a file is the configuration of a bundler, by its name."""
    return _NAME.fullmatch(posixpath.basename(path)) is not None


def aliases(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield prefixes with what they stand for, from the root of the tree; ``/src`` is below the file's folder."""
    here = posixpath.dirname(path)
    for begin in islice(_BEGIN.finditer(text), _MOST):
        for pair in _PAIR.finditer(text, begin.end(), _end(text, begin.end())):
            key = (pair["find"] or pair["quoted"] or pair["plain"]).removesuffix("$")
            written = [part.lstrip("/") for part in _TEXT.findall(pair["target"])]
            if written and "://" not in written[0]:
                yield from _below(key, posixpath.normpath(posixpath.join(here, *written)))


def _end(text: str, start: int) -> int:
    """Return where a block ends; one that nothing closes is none, and ends where it begins."""
    depth = 1
    for step in _STEP.finditer(text, start):
        depth += (step["open"] is not None) - (step["close"] is not None)
        if depth == 0:
            return step.start()
    return start


def _below(key: str, target: str) -> Iterator[tuple[str, str]]:
    yield key, target
    if not key.endswith("*"):
        yield f"{key.rstrip('/')}/*", f"{target}/*"
