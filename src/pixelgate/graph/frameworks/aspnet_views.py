"""Which Razor view an action of ASP.NET MVC shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks.classes import Class, Classes
from pixelgate.graph.frameworks.said import given, plain, texts, walk
from pixelgate.parse.outline import Call, Definition
from pixelgate.parse.values import Constant

_VIEW = re.compile(r"(?P<root>(?:.*/)?)(?P<name>(?:Areas/[^/]+/)?Views/.+)\.(?:cshtml|vbhtml|aspx|ascx)", re.IGNORECASE)
_VIEWS = frozenset({"View", "PartialView", "base.View", "this.View", "CurrentTemplate"})
_ANSWERS = re.compile(
    r"(?:\w+\.)*(?:Redirect\w*|Json|Content|File|Ok|NotFound|BadRequest|StatusCode|NoContent|Created\w*|Challenge|SignIn|SignOut|Forbid"
    r"|Unauthorized|HttpNotFound|\w*Result|JavaScript|LocalRedirect\w*|PhysicalFile|Problem|Accepted\w*)"
)


class Shown(msgspec.Struct, frozen=True):
    """What an action shows: views, or why none is known."""

    pages: tuple[str, ...] = ()
    data: bool = False
    unknown: str = ""


class Views(msgspec.Struct, frozen=True, dict=True):
    """The views of a project."""

    classes: Classes

    @cached_property
    def files(self) -> dict[str, list[str]]:
        """Views by their name from the application's root, in lower case (``views/home/index``)."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.classes.project.facts):
            view = _VIEW.fullmatch(path)
            if view:
                found.setdefault(view["name"].lower(), []).append(path)
        return found

    def shown(self, cls: Class, method: Definition, controller: str, action: str, area: str) -> Shown:
        """Return the views of an action: those that it names, else that of its own name."""
        if any(mark.name == "ApiController" for one in self.classes.ancestors(cls) for mark in one.definition.marks):
            return Shown(data=True, unknown="answers with data")
        every = list(self._called(method.calls, cls))
        calls = [call for call in every if call.name in _VIEWS]
        found: list[str] = []
        missing: list[str] = []
        for name, computed in (one for call in calls for one in _names(call, action)):
            paths = list(self._find(name, controller, area, cls.path)) if not computed else []
            found += paths
            missing += [] if paths else [name]
        if found:
            return Shown(tuple(dict.fromkeys(found)))
        if calls:
            return Shown(
                unknown=f"no view {missing[0]}" if missing and missing[0] else "the name of its view is computed"
            )
        if any(_ANSWERS.fullmatch(call.name) for call in every):
            return Shown(data=True, unknown="answers with data or a redirect")
        return Shown(data=True, unknown="shows no view")

    def _called(self, calls: tuple[Call, ...], cls: Class, room: int = 2) -> Iterator[Call]:
        for call in walk(calls):
            yield call
            local = (
                room and call.name.removeprefix("this.") not in _VIEWS and "." not in call.name.removeprefix("this.")
            )
            inner = self.classes.member(cls, call.name.removeprefix("this.")) if local else None
            if inner is not None and inner[1].kind == "function":
                yield from self._called(inner[1].calls, cls, room - 1)

    def _find(self, name: str, controller: str, area: str, near: str) -> Iterator[str]:
        name = re.sub(r"\.(?:cshtml|vbhtml|aspx)$", "", name).lower()
        if name.startswith(("~/", "/")):
            tries = [name.lstrip("~/")]
        else:
            folders = ([f"areas/{area}/views/{controller}", f"areas/{area}/views/shared"] if area else []) + [
                f"views/{controller}",
                "views/shared",
            ]
            tries = [f"{folder}/{name}".lower() for folder in folders]
        root = re.split(r"(?:^|/)(?:Areas/[^/]+/)?Controllers/", near)[0]
        for one in tries:
            paths = self.files.get(one, [])
            own = [path for path in paths if path.startswith(f"{root}/" if root else "")]
            if own or paths:
                yield from own or paths
                return


def _names(call: Call, action: str) -> Iterator[tuple[str, bool]]:
    """Yield the names of views that ``View(…)`` may mean; the action's own where it is given a model at most."""
    value = given(call, "viewName") or next(iter(plain(call)), None)
    if value is None:
        yield action, False
        return
    names = [name for name in texts(value) if not isinstance(value, Constant) or isinstance(value.value, str)]
    if names:
        yield from ((name, False) for name in names)
    elif len(plain(call)) > 1:
        yield "", True
    else:
        yield action, False  # what is given is the model
