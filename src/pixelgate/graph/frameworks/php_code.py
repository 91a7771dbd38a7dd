"""The functions of PHP code across files: where one is, what it calls, and what of it comes out on a page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from pixelgate.facts.model import FileFacts
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import last, walk
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.template.php_functions import KIND

_FAR = 2_000
"""No page runs more functions of a project than this; code that seems to is not followed further."""


class Functions(msgspec.Struct, frozen=True, dict=True):
    """The functions of a project by name; ``outlines`` tell what they call."""

    project: Project
    outlines: Mapping[str, Outline]
    known: dict[tuple[str, str], tuple[tuple[str, str], ...]] = msgspec.field(default_factory=dict)

    @cached_property
    def _places(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for path, file in sorted(self.project.facts.shared.items()):
            if not file.documentation:
                for region in file.regions:
                    if region.kind == KIND:
                        found.setdefault(region.name, {})[path] = None
        for path, name in self._calls:
            found.setdefault(name, {})[path] = None
        return {name: tuple(paths) for name, paths in found.items()}

    @cached_property
    def _calls(self) -> dict[tuple[str, str], tuple[Call, ...]]:
        found: dict[tuple[str, str], tuple[Call, ...]] = {}
        for path, outline in self.outlines.items():
            for one in outline.definitions:
                if one.kind == "function":
                    key = path, last(one.name)
                    found[key] = (*found.get(key, ()), *one.calls)
        return found

    def of(self, name: str, near: str) -> tuple[str, ...]:
        """Return the files that define a function, as code in a file means it: its own, else those next to it."""
        files = self._places.get(name, ())
        if near in files or len(files) < 2:  # noqa: PLR2004 - the only one there is
            return (near,) if near in files else files
        beside = tuple(path for path in files if path.startswith(posixpath.dirname(near) + "/"))
        return beside or files

    def calls(self, path: str, name: str) -> tuple[Call, ...]:
        return self._calls.get((path, name), ())

    def shown(self, path: str, name: str, calls: tuple[Call, ...]) -> tuple[tuple[str, str], ...]:
        """Return the functions that come out when one is run, itself first; all of a file whose calls nobody knows."""
        if (path, name) not in self.known:
            self.known[path, name] = tuple(self._run(path, name, calls))
        return self.known[path, name]

    def _run(self, path: str, name: str, calls: tuple[Call, ...]) -> Iterator[tuple[str, str]]:
        if path not in self.outlines or not name:
            yield path, ""
            return
        queue = [(path, name, calls)]
        known = {(path, name)}
        for where, function, inner in queue:  # grows while it is read
            if _says(self.project.facts[where], function):
                yield where, function
            for call in walk(inner):
                for file in self.of(last(call.name), where) if len(known) < _FAR else ():
                    part = file, last(call.name)
                    if part not in known and ("." not in call.name or self._within(file, where)):
                        known.add(part)
                        queue.append((*part, self.calls(*part)))

    def _within(self, file: str, near: str) -> bool:
        """Tell whether a method may be the one that is called: of the same plugin or theme."""
        return posixpath.dirname(file).startswith(posixpath.dirname(near)) or file == near


def _says(file: FileFacts, part: str) -> bool:
    """Tell whether a function of a file brings anything into a page."""
    facts = (file.sightings, file.connections, file.references, file.problems, file.inlines)
    return any(part in fact.regions for said in facts for fact in said)
