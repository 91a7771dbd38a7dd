"""Blade (Laravel)."""

from __future__ import annotations

import re
from functools import partial

from pixelgate.parse.template import php
from pixelgate.parse.template.brackets import arguments, closing
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.names import first_named, named

_SILENT = """
    if elseif else unless isset empty auth guest production env hasSection sectionMissing switch case default break for
    foreach forelse while continue class style checked selected disabled readonly required once props aware fragment
    use inject php can cannot canany error session context csp lang choice method csrf
"""
_POINTING = """
    extends extendsFirst include includeIf includeWhen includeUnless includeFirst includeIsolated each component
    livewire vite dump dd json js csrf method lang stack section yield show stop append overwrite push pushOnce pushIf
    prepend prependOnce slot verbatim
"""
_WORDS = "|".join(sorted({*_SILENT.split(), *_POINTING.split()}, key=lambda word: (-len(word), word)))
_BRACKET = re.compile(r"(?:\w|(?<=\w)\s++(?=\())*")


def _end(text: str, start: int) -> tuple[int, int] | None:
    """Find the end of a directive: of its word, and of the brackets after it."""
    found = _BRACKET.match(text, start)
    word = found.end() if found else start
    if not text.startswith("(", word):
        return word, word
    found_end = closing(text, word + 1)
    return (found_end[1], found_end[1]) if found_end else (word, word)


def _inner(code: str) -> str:
    return code.removeprefix("(").removesuffix(")")


def _first(kind: str, code: str) -> Naming:
    return first_named(kind, _inner(code))


def _second(code: str) -> Naming | None:
    said = arguments(_inner(code))
    return named("include", said[1]) if len(said) > 1 else None


def _any_first(kind: str, code: str) -> Naming:
    return named(kind, arguments(_inner(code))[0])


def _optional(code: str) -> Naming:
    naming = _first("include", code)
    return Naming(naming.kind, naming.names, naming.expression, naming.first, optional=True, computed=naming.computed)


def _component(name: str) -> Naming:
    """Read the name of ``<x-a.b …>``: an anonymous component, unless a class of that name says otherwise."""
    return Naming("include", (f"components.{name}",), optional=True)


def _vite(code: str) -> Naming:
    return Naming("static", named("static", _inner(code)).names, first=False)


def _files(kind: str, name: str) -> tuple[str, ...]:
    """Return the files of a view's name: ``a.b`` is ``a/b.blade.php`` in ``resources/views`` or a folder above."""
    if kind == "static":
        return (name, f"public/{name.lstrip('/')}")
    plain = name.rpartition("::")[2].replace(".", "/")
    stems = (
        (plain, f"{plain}/index", f"resources/views/{plain}")
        if "components/" in plain
        else (plain, f"resources/views/{plain}")
    )
    return tuple(f"{stem}.{end}" for stem in stems for end in ("blade.php", "php", "html"))


BLADE = Dialect(
    name="blade",
    delimiters=(
        Delimiter(Role.COMMENT, r"\{\{--", r"--\}\}"),
        Delimiter(Role.OUTPUT, r"\{!!", r"!!\}", quoted=True),
        Delimiter(Role.OUTPUT, r"\{\{(?<!@\{\{)(?!--)", r"\}\}", quoted=True, strict=False),
        Delimiter(Role.CODE, r"@php(?=\s*\n)", r"@endphp"),
        Delimiter(Role.VERBATIM, r"@verbatim\b", r"@endverbatim\b"),
        Delimiter(Role.STATEMENT, rf"@(?<![\w@]@)(?=(?:end\w+|{_WORDS})\b)", r"", finder=_end),
        Delimiter(Role.OUTPUT, r"@(?=parent\b)", r"(?<=parent)"),
        Delimiter(Role.VERBATIM, r"<x-(?=[a-z])(?!slot\b)", r"(?=[\s/>])", word="x-", strict=False),
        *php.PHP.delimiters,
    ),
    statements={
        **dict.fromkeys(("extends", "extendsFirst"), partial(_any_first, "extends")),
        **dict.fromkeys(("include", "includeFirst", "includeIsolated", "component"), partial(_any_first, "include")),
        "includeIf": _optional,
        **dict.fromkeys(("includeWhen", "includeUnless"), _second),
        "each": partial(_first, "include"),
        "vite": _vite,
        "x-": _component,
    },
    calls={
        **dict.fromkeys(("asset", "secure_asset", "mix", "url", "Vite::asset"), partial(first_named, "static")),
        "view": partial(first_named, "include"),
    },
    code=php.said,
    silent=frozenset({*_SILENT.split(), "stack"}),
    regions={
        "section": "block",
        "yield": "block",
        "push": "push",
        "prepend": "push",
        "pushOnce": "push",
        "slot": "slot",
    },
    closes=dict.fromkeys(("show", "stop", "append", "overwrite"), "section"),
    inline=r"yield\b|section\s*\((?:[^,'\"]|'[^']*'|\"[^\"]*\")*,",
    parent=r"^parent$",
    extensions=(".blade.php",),
    files=_files,
    near=True,
    strings=php.strings,
)
