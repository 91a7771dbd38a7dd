"""Environment files: the variables that bundlers write into scripts, where everybody can read them.

Only names with a prefix that makes them public are taken; what else stands there is a secret and is not kept.
"""

from __future__ import annotations

import posixpath
import re

from pixelgate.parse.modules import Exports, Known
from pixelgate.parse.values import Constant
from pixelgate.source import Source, Span

FILES = (".env.production.local", ".env.local", ".env.production", ".env")
"""The first that names a variable counts, as for the bundlers that build for production."""

_PUBLIC = (
    "VITE_|NEXT_PUBLIC_|NUXT_PUBLIC_|REACT_APP_|VUE_APP_|GATSBY_|PUBLIC_|EXPO_PUBLIC_|STORYBOOK_|NG_APP_|RAZZLE_|WXT_"
)
_LINE = re.compile(
    rf"^[ \t]*(?:export[ \t]+)?(?P<name>(?:{_PUBLIC})\w+)[ \t]*=[ \t]*"
    r"(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<plain>[^\n#]*))",
    re.MULTILINE,
)


def in_production(path: str) -> str:
    """Return the file that a build for production takes in the place of one with Angular's settings; else nothing."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "environment.prod.ts") if name == "environment.ts" else ""


def is_environment(path: str) -> bool:
    """Tell whether a file holds variables for a build for production."""
    return posixpath.basename(path) in FILES


def variables(source: Source) -> Exports:
    """Return the public variables of a file; one whose value names others is not known."""
    found: dict[str, Known] = {}
    for line in _LINE.finditer(source.text):
        value = next(text for text in (line["double"], line["single"], line["plain"]) if text is not None).strip()
        if value and "$" not in value:
            found[line["name"]] = Known((line["name"],), Constant(value, Span(*line.span())))
    return Exports(known=tuple(found.values()))
