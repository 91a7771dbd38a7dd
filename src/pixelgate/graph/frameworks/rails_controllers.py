"""The controllers of Rails: which view an action renders, in which layout, and which callbacks guard it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks import leaving
from pixelgate.graph.frameworks.classes import Class, Classes
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import first, given, last, plain, texts, walk
from pixelgate.graph.model import Guard
from pixelgate.parse.outline import Call, Definition
from pixelgate.parse.values import Constant
from pixelgate.source import Location

_VIEW = re.compile(
    r"(?P<root>(?:.*/)?app/views/)(?P<name>.+?)(?:\.\w\w(?:-\w\w)?)?(?:\.(?:html|xhtml|mobile|turbo_frame)(?:\+\w+)?)?\.(?:erb|haml|slim|rhtml)"
)
_OTHER = re.compile(
    r"(?:.*/)?app/views/(?P<name>[^.]+)\.(?:\w\w\.)?(?:json|xml|js|txt|text|csv|pdf|atom|rss|ics|turbo_stream|api|svg|xlsx?|yaml|builder|rsb|jbuilder)\b.*"
)
_ASKS = re.compile(
    r"authenticate(?!_with_token|_api)\w*!?|require_(?!no_)\w*(?:login|user|admin|auth|sign|account|session|patient|member|staff)\w*!?"
    r"|(?:ensure|must_be|check)_(?:is_)?(?:logged|signed|auth|user|admin)\w*!?|login_required|logged_in_user|authorized?_user!?|signed_in_user"
    r"|doorkeeper_authorize!|restrict_to_\w+|admin_only|http_basic_authenticate_with|verify_(?:login|logged_in|user|session|signed_in)\w*"
    r"|redirect_unless_(?:logged|signed)_in|authenticate_or_request_with_http_basic"
)
_OPENS = frozenset({"allow_unauthenticated_access", "skip_authentication"})
_LOGIN = re.compile(
    r"(?:new_)?\w*(?:login|sign_?in|session|log_in)\w*_(?:path|url)|(?:.*/)?(?:login|sign_?in|session/new)/?"
)
_BEFORE = frozenset(
    {"before_action", "before_filter", "prepend_before_action", "prepend_before_filter", "append_before_action"}
)
_SKIP = frozenset({"skip_before_action", "skip_before_filter", "skip_action_callback"})
_DATA = frozenset({"json", "plain", "text", "xml", "js", "body", "nothing", "head", "csv", "pdf", "api", "inline_svg"})
_ANSWERS = frozenset(
    {
        "redirect_to",
        "redirect_back",
        "redirect_back_or_default",
        "redirect_back_or_to",
        "head",
        "send_data",
        "send_file",
    }
)
_NONE = Location("")


class Layout(msgspec.Struct, frozen=True):
    """A layout by its name, ``""`` for none, and where it is said; without a place the convention says it."""

    name: str
    location: Location = _NONE


class Action(msgspec.Struct, frozen=True):
    """What an action shows: views by path with the layouts each is put in, or why none is known."""

    views: Mapping[str, tuple[Layout, ...]] = {}
    guards: tuple[Guard, ...] = ()
    data: bool = False
    missing: bool = False
    unknown: str = ""


class Controllers(msgspec.Struct, frozen=True, dict=True):
    """The controllers of a project."""

    project: Project
    classes: Classes

    @cached_property
    def views(self) -> dict[str, list[str]]:
        """Views for browsers by name (``visits/show``), in the order of the paths."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.project.facts):
            view = _VIEW.fullmatch(path)
            if view and not _OTHER.fullmatch(path):
                found.setdefault(view["name"].partition(".")[0], []).append(path)
        return found

    @cached_property
    def others(self) -> frozenset[str]:
        """Names of what else actions answer with: JSON, text, scripts."""
        return frozenset(found["name"] for path in self.project.paths if (found := _OTHER.fullmatch(path)))

    @cached_property
    def by_path(self) -> dict[str, Class]:
        """Controllers by the name that routes give them (``admin/visits``)."""
        return {path_of(name): same[0] for name, same in self.classes.all.items() if name.endswith("Controller")}

    def action(self, controller: str, name: str) -> Action:
        """Return what an action shows."""
        cls = self.by_path.get(controller)
        if cls is None:
            default: tuple[Layout, ...] = (Layout("layouts/application"),)
            views = dict.fromkeys(self._found(f"{controller}/{name}", ""), default)
            why = f"no file defines {controller}#{name}" if not controller.startswith("devise/") else "a page of Devise"
            return Action(views, unknown="" if views else why)
        ancestors = self.classes.ancestors(cls)
        found = self.classes.member(cls, name)
        views = self._views(cls, name, found[1] if found else None)
        if not views and not found:
            other = f"{controller}/{name}" in self.others
            return Action(
                data=True, missing=not other, unknown="" if other else f"{cls.definition.name} has no action {name}"
            )
        data = (
            not views and found is not None and (f"{controller}/{name}" in self.others or self._answers(cls, found[1]))
        )
        unknown = "" if views or data else f"no view {controller}/{name}"
        return Action(views, tuple(self._guards(ancestors, name)), data=data, unknown=unknown)

    def _views(self, cls: Class, name: str, method: Definition | None) -> dict[str, tuple[Layout, ...]]:
        """Return the views that an action may render: those it names, and the one of its own name."""
        layouts = self.layouts(cls, name)
        found: dict[str, tuple[Layout, ...]] = {}
        for call in self._renders(cls, method):
            said = self._layout_of(call) or layouts
            for view in self._named(cls, call):
                found[view] = tuple(dict.fromkeys((*found.get(view, ()), *said)))
        parts = (call for call in self._renders(cls, method) if given(call, "partial") is not None)
        for folder in self._folders(cls):
            if own := self._found(f"{folder}/{name}", cls.path):
                for view in own:
                    found.setdefault(view, layouts)
                break
        alone = (view for call in parts for view in self._partial(cls, call)) if not found else ()
        return found or dict.fromkeys(alone, (Layout(""),))

    def _partial(self, cls: Class, call: Call) -> Iterator[str]:
        """Yield the partial that a call renders, which is a page of its own where an action renders nothing else."""
        for name in texts(given(call, "partial")):
            folder, _, base = name.rpartition("/")
            for where in [folder] if folder else self._folders(cls):
                yield from self._found(f"{where}/_{base}", cls.path)

    def _renders(self, cls: Class, method: Definition | None) -> Iterator[Call]:
        return (call for call in self._called(cls, method) if call.name == "render")

    def _called(self, cls: Class, method: Definition | None, room: int = 2) -> Iterator[Call]:
        """Yield what a method calls, and what those of the controller do that it calls."""
        for call in walk(method.calls) if method else ():
            yield call
            if room and "." not in call.name and (inner := self.classes.member(cls, call.name)):
                yield from self._called(cls, inner[1], room - 1)

    def _layout_of(self, call: Call) -> tuple[Layout, ...]:
        said = given(call, "layout")
        if isinstance(said, Constant) and said.value in {False, None}:
            return (Layout("", call.location),)
        return tuple(Layout(name, call.location) for name in texts(said) if name != "true")

    def _named(self, cls: Class, call: Call) -> Iterator[str]:
        if given(call, "partial") is not None:
            return
        for name in texts(given(call, "template", "action", "file") or first(call)):
            if "/" in name:
                yield from self._found(name.lstrip("/"), cls.path)
                continue
            folders = (self._found(f"{folder}/{name}", cls.path) for folder in self._folders(cls))
            yield from next((views for views in folders if views), [])

    def _folders(self, cls: Class) -> Iterator[str]:
        """Yield where a controller's views lie: its own folder, then those of what it inherits from."""
        yield from (path_of(one.name) for one in self.classes.ancestors(cls) if one.name.endswith("Controller"))
        yield "application"

    def _found(self, name: str, near: str) -> list[str]:
        """Return the views of a name, those of the same application or engine where it has some."""
        paths = self.views.get(re.sub(r"\.(?:html|xhtml)?(?:\.?\w+)?$", "", name), [])
        root = near.partition("app/controllers/")[0]
        own = [path for path in paths if path.startswith(f"{root}app/views/")]
        return own or paths

    def _answers(self, cls: Class, method: Definition) -> bool:
        """Tell whether a method answers without a page: with data, a file, a redirect."""
        for call in self._called(cls, method):
            answers = call.name in _ANSWERS or (
                call.name == "render" and any(one.name in _DATA for one in call.arguments)
            )
            if answers or last(call.name) == "respond_to" or call.name.startswith(("render_api", "respond_with")):
                return True
        return self.classes.inherits(cls, "API", "Metal")

    def layouts(self, cls: Class, action: str) -> tuple[Layout, ...]:
        """Return the layouts that an action's views are put in: as declared, else by the names of the controllers."""
        for one in self.classes.ancestors(cls):
            for mark in reversed(_marks(one)):
                if mark.name == "layout" and _applies(mark, action):
                    return self._declared(one, mark)
            if self.views.get(f"layouts/{path_of(one.name)}"):
                return (Layout(f"layouts/{path_of(one.name)}"),)
        return (Layout("layouts/application"),)

    def _declared(self, cls: Class, mark: Call) -> tuple[Layout, ...]:
        said = first(mark)
        if isinstance(said, Constant) and said.value in {False, None}:
            return (Layout("", mark.location),)
        names = texts(said)
        method = self.classes.member(cls, names[0]) if len(names) == 1 else None
        if method:
            names = tuple(name for call in method[1].calls if call.name == "return" for name in texts(first(call)))
        known = tuple(Layout(_layout_name(name), mark.location) for name in names)
        return known or tuple(Layout(name, mark.location) for name in sorted(self.views) if _is_layout(name))

    def layout_files(self, layout: Layout, near: str) -> list[str]:
        """Return the files of a layout."""
        return self._found(_layout_name(layout.name), near) if layout.name else []

    def _guards(self, ancestors: tuple[Class, ...], action: str) -> Iterator[Guard]:
        """Yield the callbacks of an action that ask for a login, the inherited first; what is skipped opens."""
        held: dict[str, Guard] = {}
        for one in reversed(ancestors):
            for mark in _marks(one):
                if not _applies(mark, action):
                    continue
                names = [name for value in plain(mark) for name in texts(value)]
                if mark.name in _BEFORE:
                    body = [mark.name] if self._redirects(mark.body) else []
                    asks = [name for name in names if self._asks(ancestors, name)]
                    held |= {name: Guard(name, mark.location) for name in (*asks, *body)}
                elif mark.name in _SKIP:
                    for name in (name for name in names if name in held):
                        del held[name]
                        yield Guard(f"{mark.name} :{name}", mark.location, opens=True)
                elif mark.name in _OPENS:
                    held.clear()
                    yield Guard(mark.name, mark.location, opens=True)
                elif _ASKS.fullmatch(mark.name):
                    held[mark.name] = Guard(mark.name, mark.location)
        yield from held.values()
        method = next((one.members[action] for one in ancestors if action in one.members), None)
        yield from leaving.guards(method.marks if method else ())

    def _asks(self, ancestors: tuple[Class, ...], name: str) -> bool:
        """Tell whether a callback asks for a login: by its name, else by a redirect to where one logs in."""
        if _ASKS.fullmatch(name):
            return True
        method = next((one.members[name] for one in ancestors if name in one.members), None)
        return method is not None and self._redirects(method.calls)

    def _redirects(self, calls: tuple[Call, ...]) -> bool:
        return any(
            (call.name in {"redirect_to", "authenticate_or_request_with_http_basic"} and _to_login(call))
            for call in walk(calls)
        )


def path_of(name: str) -> str:
    """Return the path of a controller's views: ``Admin.VisitNotesController`` -> ``admin/visit_notes``."""
    words = name.removesuffix("Controller").split(".")
    return "/".join(re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", word).lower() for word in words)


def _to_login(call: Call) -> bool:
    said = first(call)
    path = getattr(said, "path", "").partition("(")[0]
    return bool(_LOGIN.fullmatch(path)) or any(_LOGIN.fullmatch(name) for name in texts(said))


def _marks(cls: Class) -> tuple[Call, ...]:
    """Return what a class body calls; of a concern, what it does to the class that includes it."""
    inside = (inner for mark in cls.definition.marks if mark.name == "included" for inner in mark.body)
    return (*cls.definition.marks, *inside)


def _applies(mark: Call, action: str) -> bool:
    only, without = given(mark, "only"), given(mark, "except")
    return (only is None or action in texts(only)) and action not in texts(without)


def _layout_name(name: str) -> str:
    return name if name.startswith("layouts/") else f"layouts/{name}"


def _is_layout(name: str) -> bool:
    return name.startswith("layouts/") and not name.rpartition("/")[2].startswith("_")
