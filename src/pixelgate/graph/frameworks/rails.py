"""Rails: the routes of ``config/routes.rb``, the views of their actions, and the layouts that controllers choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pixelgate.graph.frameworks.classes import Classes
from pixelgate.graph.frameworks.patterns import valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.rails_controllers import Action, Controllers, Layout
from pixelgate.graph.frameworks.rails_routes import Line, lines
from pixelgate.graph.model import Endpoint, Shows
from pixelgate.parse.outline import Call
from pixelgate.source import Location

NAME = "rails"
_READ = frozenset({"get", "all"})


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the routes, then what joins views to the layouts that their controllers choose."""
    classes = Classes(project, "ruby")
    controllers = Controllers(project, classes)
    put: dict[str, dict[str, Location]] = {}
    for line in _lines(classes):
        action = controllers.action(line.controller, line.action) if line.controller else Action(unknown=line.unknown)
        if action.missing and not _reads(line):
            continue
        yield _endpoint(line, action)
        for view, layouts in action.views.items():
            _put(put.setdefault(view, {}), controllers, view, layouts)
    for view, chosen in put.items():
        yield from _ties(controllers, view, chosen)


def _lines(classes: Classes) -> Iterator[Line]:
    drawn: dict[str, tuple[Call, ...]] = {}
    for path, outline in classes.files.items():
        _, inside, name = path.rpartition("config/routes/")
        if inside:
            drawn[name.removesuffix(".rb")] = outline.calls
    for path, outline in classes.files.items():
        if path.endswith("config/routes.rb"):
            yield from lines(outline.calls, drawn)


def _reads(line: Line) -> bool:
    return bool(line.verbs & _READ)


def _endpoint(line: Line, action: Action) -> Endpoint:
    """Return a route; one that no link leads to, by POST, shows a page only where its action names one."""
    data = action.data or (not action.views and not _reads(line))
    provided = not line.controller or line.controller.startswith("devise/")
    shows = Shows.DATA if data else Shows.PROVIDED if provided and not action.views else Shows.PAGE
    return Endpoint(
        NAME,
        valid(line.pattern),
        line.location,
        tuple(action.views),
        (*line.guards, *action.guards),
        f"{line.controller}#{line.action}" if line.controller else "",
        action.unknown or ("answers with data or a redirect" if data else ""),
        shows,
    )


def _put(chosen: dict[str, Location], controllers: Controllers, view: str, layouts: tuple[Layout, ...]) -> None:
    for layout in layouts:
        for path in controllers.layout_files(layout, view.replace("app/views/", "app/controllers/")):
            chosen.setdefault(path, layout.location if layout.location.path else Location(path))


def _ties(controllers: Controllers, view: str, chosen: Mapping[str, Location]) -> Iterator[Tie]:
    """Yield the layouts of a view, and keep it apart from those that its folder's name would give it."""
    for layout, place in chosen.items():
        yield Tie(view, layout, "extends", place)
    for name, paths in controllers.views.items():
        if name.startswith("layouts/") and not name.rpartition("/")[2].startswith("_"):
            yield from (Tie(view, path, "extends", Location(view), apart=True) for path in paths if path not in chosen)
