r"""Modules that a bundler brings for a pattern: ``import.meta.glob("./x/*.js")``, ``require.context("./x")``.

Sources: Vite, "Glob Import"; webpack, "require.context" and "import.meta.webpackContext". Pages of Inertia are left to
the routes that name them: its patterns list every page there is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pixelgate.parse.document import Import, ImportKind
from pixelgate.parse.marks import marks
from pixelgate.parse.values import ANY, Choice, Constant, Text, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pixelgate.source import Fragment, Span

_TEXT = r"[\"'`](?:[^\"'`\n\\]{1,500})[\"'`]"
_GLOB = re.compile(rf"import\.meta\.glob(?:Eager)?(?:<[^()]{{0,200}}>)?\(\s*(?P<given>{_TEXT}|\[[^\[\]()]{{1,4000}}\])")
_CONTEXT = re.compile(
    rf"(?:require\.context|import\.meta\.webpackContext)\(\s*(?P<folder>{_TEXT})(?P<rest>[^;\n]{{0,400}})"
)
_QUOTED = re.compile(_TEXT)
_WILD = re.compile(r"(?:\*\*/)?\*+|\*\*")
_ENDING = re.compile(r"\.(?:\{(?P<several>[\w,]+)\}|(?P<one>\w+))$")
_MATCHED = re.compile(r"\\?\.\(?(?:\?:)?(?P<names>[\w|?]+)\)?\$?/")
_CODE = ("js", "ts", "jsx", "tsx", "vue", "mjs", "svelte")
_INERTIA = ("createInertiaApp", "resolvePageComponent")


def asked(fragment: Fragment) -> Iterator[Import]:
    """Yield what a text asks for by patterns, where these mean code: pictures and texts run nothing."""
    text, words = fragment.text, marks(fragment.text)
    if words.of("import.meta.glob") and not any(word in text for word in _INERTIA):
        for found in _GLOB.finditer(text):
            given = [one[0][1:-1] for one in _QUOTED.finditer(found["given"])]
            patterns = [one for pattern in given if not pattern.startswith("!") for one in _of_glob(pattern)]
            yield from _imports(patterns, fragment.span(*found.span()))
    if words.of("require.context") or words.of("webpackContext"):
        for found in _CONTEXT.finditer(text):
            folder = found["folder"][1:-1].rstrip("/")
            patterns = [f"{folder}/*.{ending}" for ending in _endings(_MATCHED.search(found["rest"]))]
            yield from _imports(patterns, fragment.span(*found.span("folder")))


def _of_glob(pattern: str) -> list[str]:
    """Return a pattern once for each ending that is one of code."""
    ending = _ENDING.search(pattern)
    if ending is None:
        return [f"{pattern}.{one}" for one in _CODE] if pattern.endswith("*") else []
    names = (ending["several"] or ending["one"]).split(",")
    return [f"{pattern[: ending.start()]}.{one}" for one in names if one in _CODE]


def _endings(found: re.Match[str] | None) -> list[str]:
    """Return the endings that a context's expression takes: those of code; all of them where it says none."""
    if found is None:
        return list(_CODE)
    names = [form for one in found["names"].split("|") for form in (one.replace("?", ""), re.sub(r"\w\?", "", one))]
    return [one for one in dict.fromkeys(names) if one in _CODE]


def _imports(patterns: Sequence[str], span: Span) -> Iterator[Import]:
    if patterns:
        options = tuple(_value(one, span) for one in patterns)
        yield Import(ImportKind.DYNAMIC, options[0] if len(options) == 1 else Choice(options, span), span)


def _value(pattern: str, span: Span) -> Value:
    pieces = _WILD.split(pattern)
    parts = [part for piece in pieces for part in (Unknown(ANY, span), Constant(piece, span))][1:]
    return Text(tuple(part for part in parts if not isinstance(part, Constant) or part.value), span)
