"""Go's ``html/template``, and Hugo."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence

from pixelgate.parse.document import Directive, Region
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role, Said
from pixelgate.source import Span

_WORDS = re.compile(
    r"\b(?P<word>partialCached|partial|template|block|resources\.Get)\s+(?:\"(?P<name>[^\"]*)\"|`(?P<raw>[^`]*)`|(?P<other>\S+))"
    r"|\"(?P<piped>[^\"]*)\"\s*\|\s*(?P<helper>relURL|absURL)"
)
_DEFINES = re.compile(r"\{\{-?\s*define\b")
_STRUCTURE = re.compile(
    r"\{\{-?\s*(?P<word>if|range|with|define|block|end)\b(?:\s*[\"`](?P<name>[^\"`\n]*)[\"`])?(?:[^{}\"`]|\"[^\"\n]*\"|`[^`]*`)*+\}\}"
)
_IN_LAYOUTS = re.compile(r"(?:.*/)?layouts/(?!.*(?:partials|_partials|shortcodes|_shortcodes|_internal)/).*")
_INTERNAL = "_internal/"
_SILENT = r"(?:if|else|end|range|with|define|break|continue|return)\b|\$\w+\s*:?="


def _said(code: str) -> Iterator[Said]:
    for found in _WORDS.finditer(code):
        place = found.start(), found.end()
        name = next((found[group] for group in ("name", "raw", "piped") if found[group] is not None), None)
        word = found["word"] or found["helper"]
        if word == "block":
            continue  # what it names is defined right here, unless another file defines it anew
        if name is None:
            yield word, Naming("include", (), code.strip(), computed=True), *place
        elif word in {"relURL", "absURL", "resources.Get"}:
            yield word, Naming("static", (name,)), *place
        elif name.startswith(_INTERNAL):
            yield name, Naming("tag", (name,)), *place
        else:
            yield word, Naming("include", (name,), part=name), *place


def _regions(text: str, _: Sequence[Span]) -> Iterator[Region]:
    """Yield what a file defines, and the blocks that others may define anew."""
    open_: list[tuple[str, str, int]] = []
    for found in _STRUCTURE.finditer(text):
        if found["word"] != "end":
            open_.append((found["word"], found["name"] or "", found.start()))
        elif open_:
            word, name, start = open_.pop()
            if name:
                yield Region(name, Span(start, found.end()), kind=word)


def _implied(path: str, text: str) -> Iterable[Directive]:
    """Return the base of a layout of Hugo that only defines blocks: the nearest ``baseof.html``."""
    if _IN_LAYOUTS.fullmatch(path) and _DEFINES.search(text) and not posixpath.basename(path).startswith("baseof"):
        yield Directive("extends", "baseof", ("baseof.html", "_default/baseof.html"), "", Span(0, 0), optional=True)


def _files(kind: str, name: str) -> tuple[str, ...]:
    """Return the files of a template's name, which is that of a file, or of what one of that name defines."""
    plain = name.lstrip("/")
    if kind == "static":
        return (f"assets/{plain}", f"static/{plain}", name)
    if kind == "extends":
        return (name,)
    names = (plain,) if posixpath.splitext(plain)[1] else tuple(plain + end for end in (".html", ".tmpl", ".gohtml"))
    folders = ("partials", "_partials", "layouts/partials", "layouts/_partials", "", "templates")
    return tuple(posixpath.join(folder, one) for folder in folders for one in names)


GO = Dialect(
    name="go",
    delimiters=(
        Delimiter(Role.COMMENT, r"\{\{-?\s*/\*", r"\*/\s*-?\}\}"),
        Delimiter(Role.CODE, rf"\{{\{{-?(?=\s*(?:{_SILENT}))", r"-?\}\}", quoted=True),
        Delimiter(Role.OUTPUT, r"\{\{-?", r"-?\}\}", quoted=True, strict=False),
    ),
    code=_said,
    extensions=(".gohtml", ".tmpl", ".gotmpl", ".html", ".htm"),
    sign=r"\{\{-?\s*(?:(?:define|block|template|partial|partialCached)\s+[\"`(]|(?:range|with|if)\s+[.$]|if\s+(?:not|and|or|eq)\s"
    r"|end\s*-?\}\})"
    r"|\{\{-?\s*\.[A-Z]\w*|\{\{-?\s*\$\.|\{\{-?\s*\$\w+\s*:=",
    marks=("{{",),
    never=r"\{%",
    implied=_implied,
    files=_files,
    near=True,
    enclosed=_regions,
)
