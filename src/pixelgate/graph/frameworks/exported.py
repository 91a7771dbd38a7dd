"""What a dotted name of a script means in other files: through imports, barrels, aliases and objects of modules."""

from __future__ import annotations

import re

from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.scripts import definition, late, module, origin
from pixelgate.parse.outline import Outline
from pixelgate.parse.values import Object, Unknown, Value

_DOTTED = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_FAR = 8
"""No name is passed on through more files and aliases."""


def follow(project: Project, path: str, name: str, room: int = _FAR) -> tuple[str, str] | None:
    """Return the file and the definition that a name of the file ``path`` means: ``controllers.visits.show``.

    The definition is ``default`` for what a module itself is, and empty where a file exports what no definition holds.
    """
    outline = project.outlines.get(path)
    if outline is None or not room or not _DOTTED.fullmatch(name):
        return None
    head, _, rest = name.partition(".")
    said = origin(outline, head)
    own = definition(outline, name) or definition(outline, head)
    if own is not None and own.name == name and own.kind == "function":
        return path, name
    if said is not None:
        specifier, _, export = said.rpartition("#")
        file = module(project, specifier, path)
        wanted = ".".join(one for one in ("" if export in {"*", "default"} else export, rest) if one)
        return _exported(project, file, wanted or "default", room - 1) if file else None
    return _through(project, path, own.value, "" if own.name == name else rest, room - 1) if own else None


def required(project: Project, path: str, specifier: str) -> tuple[str, str] | None:
    """Return the file and the definition that a module is, for the file ``path`` that asks for it."""
    file = module(project, specifier, path)
    return _exported(project, file, "default", _FAR) if file else None


def _through(project: Project, path: str, value: Value | None, rest: str, room: int) -> tuple[str, str] | None:
    """Return what a value of a file means, or what ``rest`` names in it."""
    if isinstance(value, Object):
        head, _, further = rest.partition(".")
        return _through(project, path, value.get(head), further, room) if head and room else None
    if not isinstance(value, Unknown) or not room:
        return None
    loaded = late(value) if value.path == "import" else None
    if loaded:
        file = module(project, loaded[0], path)
        return _exported(project, file, rest or loaded[1] or "default", room - 1) if file else None
    return follow(project, path, f"{value.path}.{rest}" if rest else value.path, room - 1)


def _exported(project: Project, file: str, name: str, room: int) -> tuple[str, str] | None:
    """Return what a file exports under a name, whatever it calls it itself."""
    outline = project.outlines.get(file)
    if outline is None or not room:
        return None
    found = follow(project, file, name, room)
    whole = definition(outline, "default")
    if found is None and whole is not None and name != "default":
        found = _through(project, file, whole.value, name, room)
    return found or _ending(outline, file, name)


def _ending(outline: Outline, file: str, name: str) -> tuple[str, str] | None:
    """Return the definition of a member that the file exports with its object: ``helpers.page = function``."""
    alike = (one.name for one in outline.definitions if one.kind == "function" and one.name.endswith(f".{name}"))
    found = next(((file, one) for one in alike), None)
    return found or ((file, "") if name == "default" or definition(outline, name) else None)
