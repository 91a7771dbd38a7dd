"""Libraries of Drupal (``*.libraries.yml``): scripts, by the names that themes and modules ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.document import Directive, Region
from pixelgate.parse.template.dialect import Dialect, Naming, Translation
from pixelgate.source import Fragment, Span

_LIBRARY = re.compile(r"(?P<name>[\w.-]+):\s*(?:#.*)?")
_BLOCK = re.compile(r"\s+(?P<name>\w+):\s*(?:#.*)?")
_SCRIPT = re.compile(r"\s+(?:\"(?P<double>[^\"]+)\"|'(?P<single>[^']+)'|(?P<plain>[^\s'\"{}#][^\s{}]*)):(?:\s.*)?")
_ADDRESS = re.compile(r"//|\.m?js\b")
_DEPENDENCY = re.compile(r"\s+-\s*['\"]?(?P<name>[\w.-]+/[\w.-]+)['\"]?\s*")
_NAMED = re.compile(r"[\"']([\w.-]+/[\w.-]+)[\"']")


def library(arguments: str) -> Naming:
    """Read ``attach_library('portal/pixel')``."""
    found = _NAMED.match(arguments.strip())
    return of_name(found[1]) if found else Naming("entry", (), arguments, computed=True)


def of_name(name: str) -> Naming:
    """Return what a library's full name points to: its part of the file that its owner declares libraries in."""
    return Naming("entry", (f"drupal:{name}",), part=name.partition("/")[2])


class _Reader:
    """Goes through the lines of a file; what a library loads becomes a script element."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.html: list[str] = []
        self.offsets: list[int] = []
        self.directives: list[Directive] = []
        self.starts: list[tuple[str, int]] = []

    def read(self) -> Translation:
        at, block = 0, ""
        for line in self.text.splitlines(keepends=True):
            bare = line.rstrip()
            if found := _LIBRARY.fullmatch(bare):
                self.starts.append((found["name"], at))
            elif found := _BLOCK.fullmatch(bare):
                block = found["name"]
            elif block == "js" and (found := _SCRIPT.fullmatch(bare)) and _ADDRESS.search(bare):
                group = next(name for name in ("double", "single", "plain") if found[name])
                self._script(found[group], at + found.start(group))
            elif block == "dependencies" and (found := _DEPENDENCY.fullmatch(bare)):
                naming = of_name(found["name"])
                span = Span(at + found.start("name"), at + found.end("name"))
                self.directives.append(Directive("entry", "dependencies", naming.names, "", span, part=naming.part))
            at += len(line)
        html = Fragment("".join(self.html), 0, (*self.offsets, len(self.text)))
        return Translation(html, (), tuple(self.directives), tuple(self._regions()), ())

    def _script(self, address: str, at: int) -> None:
        before, after = '<script src="', '"></script>\n'
        self.html += [before, address, after]
        self.offsets += [at] * len(before)
        self.offsets += range(at, at + len(address))
        self.offsets += [at + len(address)] * len(after)

    def _regions(self) -> Iterator[Region]:
        ends = [*(start for _, start in self.starts), len(self.text)][1:]
        for (name, start), end in zip(self.starts, ends, strict=True):
            yield Region(name, Span(start, end), kind="library")


DRUPAL = Dialect(
    name="drupal",
    extensions=(".libraries.yml",),
    translate=lambda text: _Reader(text).read(),
)
