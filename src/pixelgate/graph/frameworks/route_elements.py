"""Routes that React declares as elements: any with a ``path``, however an application calls its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.patterns import joined
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import calls, definition, files, imported, known, text
from pixelgate.graph.frameworks.shells import Declared, Shells
from pixelgate.graph.model import Endpoint, Guard
from pixelgate.parse.outline import Call
from pixelgate.parse.values import Array, Unknown, Value
from pixelgate.source import Location, Span

NAME = "react-router"
_ROUTE = re.compile(r"<(?:\w+\.)?\w*Route>")
_GROUP = re.compile(r"<(?:\w+\.)?\w*(?:Routes|Switch)>")
_ROUTER = re.compile(r"<\w*Router>")
_REDIRECTS = frozenset({"<Redirect>", "<Navigate>"})
_SHOWN = ("element", "component", "Component", "render", "children", "lazy")
_SAYS = frozenset({"path", "index", "from", *_SHOWN})
_NOWHERE = Span(0, 0)


class _Open(msgspec.Struct, frozen=True):
    """An element that is still to be read, with what stands around it."""

    call: Call
    address: str = ""
    pages: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    grouped: bool = False


class Elements:
    """Reads the routes of every file; those below ``/x/*`` stand in the file of its page."""

    def __init__(self, project: Project, shells: Shells) -> None:
        self.project = project
        self.shells = shells
        self.bases = _bases(project)
        self.within: dict[str, _Open] = {}

    def read(self, paths: Sequence[str]) -> Iterator[Endpoint | Tie]:
        """Yield the routes in some files; twice read, for the second time it is known what stands around a file."""
        for path in paths:
            for one in self._file(path):
                if isinstance(one, Endpoint) and one.pattern.endswith("/*") and one.pages[:1] not in {(), (path,)}:
                    around = _Open(_NONE, one.pattern.removesuffix("/*"), one.pages, one.guards)
                    self.within.setdefault(one.pages[0], around)
        for path in paths:
            yield from self._file(path)

    def _file(self, path: str) -> Iterator[Endpoint | Tie]:
        outline = self.project.outlines[path]
        tops = (*outline.calls, *(call for one in outline.definitions for call in one.calls))
        around = self.within.get(path) or _Open(_NONE, _base(path, self.bases))
        queue = [msgspec.structs.replace(around, call=call) for call in reversed(tops)]
        while queue:
            entry = queue.pop()
            if _is_route(entry):
                inner, found = self._route(path, entry)
                yield from found
            else:
                inner = [_inside(entry, call) for call in (*entry.call.chained, *entry.call.body)]
            queue += reversed(inner)

    def _route(self, path: str, entry: _Open) -> tuple[list[_Open], list[Endpoint | Tie]]:
        call, given = entry.call, _attributes(entry.call)
        addresses = self._addresses(path, given)
        children = [one for one in call.body if one.name.startswith("<")]
        nested = any(_is_route(_Open(one, grouped=True)) or _GROUP.fullmatch(one.name) for one in children)
        shown = [given[key] for key in _SHOWN if key in given]
        if not nested:
            shown += [Unknown(one.name, _NOWHERE) for one in _flat(children)]
        own = tuple(self._guards(path, entry, shown))
        pages = tuple(file for value in shown for file in files(self.project, path, value) if file != path)
        pages = (*pages, *entry.pages)
        found: list[Endpoint | Tie] = [
            Tie(path, one, "route", call.location, apart=True)
            for value in shown
            for one in imported(self.project, path, value)
        ]
        whole = [_joined(entry.address, one) for one in addresses] or [entry.address]
        around = _Open(call, whole[0], pages, own, grouped=True)
        inner = [msgspec.structs.replace(around, call=one) for one in (children if nested else ())]
        if (addresses or "index" in given or not nested) and shown:
            leads = bool(_REDIRECTS & {call.name, *(one.path for one in shown if isinstance(one, Unknown))})
            rest = whole if addresses or "index" in given else [joined(entry.address, "*")]
            for address in rest:
                found += self.shells.serve(Declared(NAME, path, address, call.location, pages, own, leads=leads))
        return inner, found

    def _addresses(self, path: str, given: dict[str, Value]) -> list[str]:
        said = given.get("path", given.get("from"))
        if isinstance(said, Array):
            return [found for item in said.items if (found := text(self.project, path, item)) is not None]
        return [text(self.project, path, said) or "*"] if said is not None else []

    def _guards(self, path: str, entry: _Open, shown: Iterable[Value]) -> Iterator[Guard]:
        yield from entry.guards
        named = guards.named(entry.call.name, entry.call.location)
        yield from (named,) if named else ()
        for value in shown:
            yield from guards.of_element(self.project, path, value, entry.call.location)


_NONE = Call("", (), Location(""))


def _is_route(entry: _Open) -> bool:
    """Tell whether an element is a route: by its name, or by a path among others of a group."""
    named = {argument.name for argument in entry.call.arguments}
    if _ROUTE.fullmatch(entry.call.name):
        return bool(named & _SAYS or entry.call.body)
    return entry.grouped and entry.call.name.startswith("<") and bool(named & {"path", "from"})


def _inside(entry: _Open, call: Call) -> _Open:
    """Return what stands inside an element that is no route; its name may guard."""
    own = guards.named(entry.call.name, entry.call.location) if entry.call.name.startswith("<") else None
    around = (*entry.guards, own) if own else entry.guards
    grouped = entry.grouped or _GROUP.fullmatch(entry.call.name) is not None
    return msgspec.structs.replace(entry, call=call, guards=around, grouped=grouped)


def _attributes(call: Call) -> dict[str, Value]:
    return {argument.name: argument.value for argument in call.arguments}


def _flat(listed: Sequence[Call]) -> Iterator[Call]:
    stack = list(reversed(listed))
    while stack:
        call = stack.pop()
        if call.name.startswith("<"):
            yield call
        stack.extend(reversed(call.body))


def _joined(outer: str, path: str) -> str:
    """Return the address of a nested element; with a slash in front it says the outer one again, or has none."""
    anew = path.startswith("/") and (path.startswith(outer) or not outer)
    return path if anew else joined(outer.removesuffix("*"), path)


def _bases(project: Project) -> dict[str, str]:
    """Return where applications begin: by ``basename`` of a router, or ``rootUrl`` of the manifest beside them."""
    found = {}
    for path, outline in project.of("javascript"):
        for call in calls(outline):
            base = text(project, path, _attributes(call).get("basename")) if _ROUTER.fullmatch(call.name) else None
            found.update({posixpath.dirname(path): base} if base else {})
    for path, outline in project.of("settings"):
        said = definition(outline, "rootUrl") if posixpath.basename(path) == "manifest.json" else None
        url = known(said.value) if said else None
        found.update({posixpath.dirname(path): url} if url else {})
    return found


def _base(path: str, bases: dict[str, str]) -> str:
    folder = posixpath.dirname(path)
    while folder and folder not in bases:
        folder = posixpath.dirname(folder)
    return bases.get(folder, "")
