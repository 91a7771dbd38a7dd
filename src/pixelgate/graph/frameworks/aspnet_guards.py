"""Who is asked to log in by ASP.NET: attributes, conventions of Razor Pages, policies for all, ``web.config``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks import leaving
from pixelgate.graph.frameworks.classes import Class, Classes
from pixelgate.graph.frameworks.said import first, given, last, plain, text, walk
from pixelgate.graph.model import Guard
from pixelgate.parse.outline import Call, Definition
from pixelgate.parse.values import Unknown

_ASKS = re.compile(r"\w*Authorize\w*|Require(?:Login|Auth)\w*|(?:\w*)Authenticated\w*")
_OPENS = "AllowAnonymous"
_FOLDERS = re.compile(r"(?:\w+\.)*(Authorize|AllowAnonymousTo)(Area)?(Folder|Page)")


class Guards(msgspec.Struct, frozen=True, dict=True):
    """The guards of a project. ``[AllowAnonymous]`` wins over all others."""

    classes: Classes

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Everything that the code calls, for what is set up once for all."""
        found = []
        for outline in self.classes.files.values():
            found += list(walk((*outline.calls, *(call for one in outline.definitions for call in one.calls))))
        return tuple(found)

    @cached_property
    def everywhere(self) -> tuple[Guard, ...]:
        """Guards of every endpoint: the fallback policy, filters for all."""
        return tuple(self._everywhere())

    def _everywhere(self) -> Iterator[Guard]:
        for call in self.calls:
            word = last(call.name)
            value = first(call)
            said = value.path if isinstance(value, Unknown) else ""
            if (word == "FallbackPolicy=" and said not in {"", "null"}) or word == "SetFallbackPolicy":
                yield Guard("FallbackPolicy", call.location)
            elif word == "Add" and "ilters" in call.name and re.match(r"new\s+\w*Authorize\w*", said):
                yield Guard(re.sub(r"\W.*", "", said.removeprefix("new").strip(), flags=re.DOTALL), call.location)
            elif word in {"MapControllers", "MapRazorPages", "MapRazorComponents"}:
                yield from self.required(call)

    def required(self, call: Call) -> tuple[Guard, ...]:
        """Return what ``.RequireAuthorization()`` or ``.AllowAnonymous()`` after a mapping say."""
        words = {"RequireAuthorization": False, "AllowAnonymous": True}
        marks = tuple(Guard(link.name, link.location) for link in call.body if _ASKS.fullmatch(link.name))
        return marks + tuple(
            Guard(last(link.name), link.location, opens=words[last(link.name)])
            for link in call.chained
            if last(link.name) in words
        )

    def of_action(self, cls: Class, method: Definition) -> tuple[Guard, ...]:
        """Return the guards of an action: those for all, of its controller and what it inherits from, its own."""
        classes = reversed(self.classes.ancestors(cls))
        marks = [mark for one in classes for mark in one.definition.marks]
        return _decided((*self.everywhere, *of_marks((*marks, *method.marks))))

    def of_page(self, name: str, area: str, marks: Iterable[Call]) -> tuple[Guard, ...]:
        """Return the guards of a Razor page by its name (``/Portal/Results``), its file's and its model's marks."""
        return _decided((*self.everywhere, *self._by_folder(name, area), *of_marks(marks)))

    def _by_folder(self, name: str, area: str) -> Iterator[Guard]:
        for call in self.calls:
            found = _FOLDERS.fullmatch(call.name)
            if found is None or bool(found[2]) != bool(area):
                continue
            said = [text(value) for value in plain(call)]
            if area and (not said or said.pop(0).lower() != area.lower()):
                continue
            path = (said or [""])[0].rstrip("/").lower()
            inside = name.lower() == path or (found[3] == "Folder" and name.lower().startswith(f"{path}/"))
            if inside:
                yield Guard(last(call.name), call.location, opens=found[1] != "Authorize")

    @cached_property
    def settings(self) -> dict[str, tuple[Call, ...]]:
        """What each ``web.config`` says, by its folder."""
        files = dict(self.classes.project.of("xml"))
        return {
            posixpath.dirname(path): outline.calls
            for path, outline in files.items()
            if posixpath.basename(path).lower() == "web.config"
        }

    def of_file(self, path: str) -> tuple[Guard, ...]:
        """Return what the ``web.config`` files around a file say of it: the nearest that says something decides."""
        folder = posixpath.dirname(path)
        while True:
            for call in self.settings.get(folder, ()):
                inside = path[len(folder) :].strip("/").lower()
                located = [one for one in call.body if one.name == "location"]
                near = [one for one in located if _covers(text(given(one, "path")), inside)]
                for one in (*sorted(near, key=lambda part: -len(text(given(part, "path")))), call):
                    rules = [
                        rule
                        for part in one.body
                        if part.name == "system.web"
                        for a in part.body
                        if a.name == "authorization"
                        for rule in a.body
                    ]
                    if guard := _rule(rules):
                        return (guard,)
            if not folder:
                return ()
            folder = posixpath.dirname(folder)


def _covers(path: str, inside: str) -> bool:
    path = path.strip("/").lower()
    return bool(path) and (inside == path or inside.startswith(f"{path}/"))


def _rule(rules: Iterable[Call]) -> Guard | None:
    """Return what the first rule that takes in an anonymous visitor decides."""
    for rule in rules:
        users = text(given(rule, "users"))
        if rule.name == "deny" and users in {"?", "*"}:
            return Guard("deny users", rule.location)
        if rule.name == "allow" and users in {"?", "*"}:
            return Guard("allow users", rule.location, opens=True)
    return None


def of_marks(marks: Iterable[Call]) -> Iterator[Guard]:
    """Yield the guards among attributes, and among the statements that end an action."""
    for mark in marks:
        if (found := leaving.guard(mark)) is not None:
            yield found
        elif mark.name.startswith(_OPENS):
            yield Guard(mark.name, mark.location, opens=True)
        elif _ASKS.fullmatch(mark.name):
            yield Guard(mark.name, mark.location)


def _decided(guards: tuple[Guard, ...]) -> tuple[Guard, ...]:
    """Return guards so that the last one decides: one that opens wins."""
    return (*(guard for guard in guards if not guard.opens), *(guard for guard in guards if guard.opens))
