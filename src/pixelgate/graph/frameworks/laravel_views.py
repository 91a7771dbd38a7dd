"""What an action of Laravel shows: Blade views, pages of Inertia, components of Livewire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks.classes import Class, Classes
from pixelgate.graph.frameworks.said import first, last, plain, texts, walk
from pixelgate.parse.outline import Call, Definition

_VIEW = re.compile(r"(?P<root>.*?resources/views/|.*?views/)(?P<name>.+?)\.(?:blade\.php|php|html)")
_PAGE = re.compile(r"(?:.*/)?resources/(?:js|ts|assets/js)/[Pp]ages/(?P<name>.+)\.(?:vue|jsx|tsx|svelte|js|ts)")
_VIEWS = re.compile(r"view|(?:.*\.)?view|View\.make|View\.first|response\.view|(?:.*\.)?renderView")
_PAGES = re.compile(r"Inertia\.render|inertia|(?:.*\.)?inertia")
_ANSWERS = re.compile(
    r"redirect|back|to_route|response|abort|(?:.*\.)?(?:json|redirect\w*|download|stream\w*|noContent|back|away)|Redirect\..+|Response\..+"
    r"|Storage\..+|.*Resource(?:\.collection)?"
)
_LOCAL = re.compile(r"(?:this|self|static|parent)\.(\w+)")


class Answer(msgspec.Struct, frozen=True):
    """What a route shows, and who answers; ``missing``: the controller is there, without the method."""

    pages: tuple[str, ...] = ()
    unknown: str = ""
    data: bool = False
    handler: str = ""
    missing: bool = False
    controller: Class | None = None
    method: str = ""


class Answers(msgspec.Struct, frozen=True, dict=True):
    """What the actions of a project answer."""

    classes: Classes

    @cached_property
    def views(self) -> dict[str, list[str]]:
        """Views by name (``portal/visits``)."""
        return _by_name(_VIEW, sorted(self.classes.project.facts))

    @cached_property
    def pages(self) -> dict[str, list[str]]:
        """Pages of Inertia by name (``Portal/Visits``)."""
        return _by_name(_PAGE, sorted(self.classes.project.facts))

    def view(self, names: Iterable[str]) -> Answer:
        """Return the views of some names, with dots or slashes."""
        found: list[str] = []
        missing: list[str] = []
        for name in names:
            plain_name = name.rpartition("::")[2].replace(".", "/").strip("/")
            paths = self.views.get(plain_name, [])
            found += paths
            missing += [] if paths else [name]
        unknown = (
            f"no view {', '.join(missing)}"
            if missing and not found
            else ""
            if found
            else "the name of its view is computed"
        )
        return Answer(tuple(dict.fromkeys(found)), unknown)

    def component(self, names: Iterable[str]) -> Answer:
        """Return pages of Inertia, with the view that is around them all."""
        names = tuple(names)
        found = [path for name in names for path in self.pages.get(name, ())]
        shell = self.views.get("app", []) if found else []
        unknown = "" if found else f"no page {', '.join(names)}" if names else "the name of its page is computed"
        return Answer((*found, *shell), unknown)

    def of_action(self, controller: str, method: str, near: str) -> Answer:
        """Return what a method of a controller shows."""
        cls = self.classes.find(controller, near) if controller else None
        handler = f"{last(controller)}@{method}" if method != "__invoke" else last(controller)
        if cls is None:
            return Answer(
                unknown=f"no file defines {controller}" if controller else "its action is computed", handler=handler
            )
        found = self.classes.member(cls, method) or (
            self.classes.member(cls, "render") if method == "__invoke" else None
        )
        if found is None:
            why = f"{last(cls.name)} has no method {method}"
            return Answer(unknown=why, handler=handler, missing=True, controller=cls, method=method)
        answer = self.of_calls(found[1].calls, cls)
        return msgspec.structs.replace(answer, handler=handler, controller=cls, method=found[1].name.rpartition(".")[2])

    def of_calls(self, calls: Iterable[Call], cls: Class | None) -> Answer:
        """Return what calls show, with those of the methods of the class that they call."""
        every = list(self._called(calls, cls))
        views = [call for call in every if _VIEWS.fullmatch(call.name) and plain(call)]
        pages = [call for call in every if _PAGES.fullmatch(call.name) and plain(call)]
        found = [self.view(texts(first(call))) for call in views] + [
            self.component(texts(first(call))) for call in pages
        ]
        known = tuple(dict.fromkeys(path for one in found for path in one.pages))
        if found:
            return Answer(known, "" if known else found[0].unknown)
        if any(_ANSWERS.fullmatch(call.name) or call.name == "return" for call in every):
            return Answer(data=True, unknown="answers with data or a redirect")
        return Answer(unknown="no view is named")

    def _called(self, calls: Iterable[Call], cls: Class | None, room: int = 2) -> Iterator[Call]:
        for call in walk(calls):
            yield call
            inner = self._method(call, cls) if cls and room else None
            if inner is not None:
                yield from self._called(inner.calls, cls, room - 1)

    def _method(self, call: Call, cls: Class) -> Definition | None:
        local = _LOCAL.fullmatch(call.name)
        found = self.classes.member(cls, local[1]) if local else None
        return found[1] if found else None


def _by_name(pattern: re.Pattern[str], paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in paths:
        named = pattern.fullmatch(path)
        if named:
            found.setdefault(named["name"], []).append(path)
    return found
