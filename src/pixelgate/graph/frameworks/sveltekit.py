"""SvelteKit: routes are the folders of ``src/routes`` with a ``+page``; layouts stand above them, unless reset."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.patterns import joined, of_brackets, valid
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.scripts import below, calls, first, homes, known, setting, strings
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.manifest import match
from pixelgate.parse.outline import Outline
from pixelgate.parse.values import Constant
from pixelgate.source import Location

NAME = "sveltekit"
_PAGE = r"(?P<folder>(?:.*/)?)\+(?:page(?:@(?P<reset>[^/]*))?\.svelte|(?P<answers>server)\.[jt]s)"
_LAYOUT = r"\+layout(?:@(?P<reset>[^/]*))?\.svelte"
_ACTIONS = "answers what its page sends"
_REWRITES = "transformPageChunk"
_REFUSALS = frozenset({401.0, 403.0})


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the routes of every application, and what stands around their pages."""
    for home in homes(project, "@sveltejs/kit", r"svelte\.config\.[cm]?[jt]s"):
        config = project.outlines.get(first(project, posixpath.join(home, "svelte.config")) or "")
        source = posixpath.join(home, "src")
        for path, found in below(project, posixpath.join(source, "routes"), _PAGE):
            folders = found["folder"].strip("/").split("/") if found["folder"] else []
            address = [of_brackets(one) for one in folders if not re.fullmatch(r"\(.*\)", one)]
            pattern = valid(joined(known(setting(config, "base")) or "", *address))
            folder = posixpath.dirname(path)
            if found["answers"]:
                yield Endpoint(NAME, pattern, Location(path), unknown="answers requests", shows=Shows.DATA)
                continue
            layouts = list(_layouts(project, posixpath.join(source, "routes"), folders, found["reset"]))
            around = (*reversed([posixpath.dirname(one) for one in layouts]), None)
            found_guards = [*_hooked(project, source, pattern)]
            for place in around:
                stem = posixpath.join(place, "+layout") if place is not None else posixpath.join(folder, "+page")
                found_guards += _of_loads(project, stem)
            yield Endpoint(NAME, pattern, Location(path), (path,), tuple(found_guards))
            server = first(project, posixpath.join(folder, "+page.server"))
            if server:
                yield Endpoint(
                    NAME, pattern, Location(server), (), tuple(found_guards), unknown=_ACTIONS, shows=Shows.DATA
                )
            yield from _ties(project, path, layouts, source)


def _layouts(project: Project, root: str, folders: list[str], reset: str | None) -> Iterator[str]:
    """Yield the layouts of a page, the nearest first; ``@name`` goes on at the folder of that name."""
    level = _level(folders, len(folders), reset)
    while level >= 0:
        folder = posixpath.join(root, *folders[:level])
        found = next(((path, one) for path, one in below(project, folder, _LAYOUT)), None)
        above = level - 1
        if found is not None:
            yield found[0]
            above = _level(folders, above, found[1]["reset"])
        level = above


def _level(folders: list[str], level: int, reset: str | None) -> int:
    if reset is None:
        return level
    return next((at for at in range(level, 0, -1) if folders[at - 1] == reset), 0) if level >= 0 else level


def _ties(project: Project, page: str, layouts: list[str], source: str) -> Iterator[Tie]:
    loads = [posixpath.join(posixpath.dirname(one), "+layout") for one in layouts]
    stems = (*loads, posixpath.join(posixpath.dirname(page), "+page"))
    others = [(path, "implicit layout") for path in layouts]
    others += [(path, "load") for stem in stems if (path := first(project, stem, extensions=(".js", ".ts")))]
    shell = posixpath.join(source, "app.html")
    others += [(shell, "shell")] if shell in project.facts else []
    hooks = (first(project, posixpath.join(source, name)) for name in ("hooks.client", "hooks"))
    others += [(path, "hooks") for path in hooks if path]
    server = first(project, posixpath.join(source, "hooks.server"))
    others += [(server, "hooks")] if server and setting(project.outlines.get(server), _REWRITES) else []
    for path, kind in others:
        yield Tie(page, path, kind, Location(page))


def _of_loads(project: Project, stem: str) -> Iterator[Guard]:
    """Yield the guards in the functions that load a page's or a layout's data."""
    for path in (stem + end for end in (".server.ts", ".server.js", ".ts", ".js")):
        outline = project.outlines.get(path)
        yield from guards.in_outline(outline)
        yield from _refusals(outline)


def _refusals(outline: Outline | None) -> Iterator[Guard]:
    for call in calls(outline):
        given = call.arguments[0].value if call.name == "error" and call.arguments else None
        if isinstance(given, Constant) and given.value in _REFUSALS:
            yield Guard("error", call.location)


def _hooked(project: Project, source: str, pattern: str) -> Iterator[Guard]:
    """Yield the guards of the hook that every request passes; the paths that it compares with say which it means."""
    path = first(project, posixpath.join(source, "hooks.server"))
    outline = project.outlines.get(path or "")
    found = (*guards.in_outline(outline), *_refusals(outline))
    tested = [call for call in calls(outline) if call.name.endswith("pathname.startsWith")]
    begins = [text for call in tested for argument in call.arguments for text in strings(argument.value)]
    meant = [text for text in begins if not guards.is_login(text)]
    example = match.example(pattern)
    if not guards.is_login(example) and (not meant or any(example.startswith(text) for text in meant)):
        yield from found
