"""What the handlers of a server in JavaScript show: views that they render, files that they send."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from pixelgate.graph.frameworks import leaving
from pixelgate.graph.frameworks.exported import follow, required
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.scripts import calls, definition, every, known, late, of_name, parts, strings
from pixelgate.graph.model import Guard
from pixelgate.parse.outline import Call, Definition
from pixelgate.parse.values import Constant, Text, Unknown, Value, pattern

_RENDERS = re.compile(r"(?:\w+\.)*(?:render|view|renderView|renderFile)")
_SENDS = re.compile(r"(?:\w+\.)*(?:sendFile|sendfile)")
_WRITES = re.compile(r"(?:\w+\.)*(?:send|end|write|html|body)")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|script|div|main|form|h\d|p|link|meta)\b", re.IGNORECASE)
_ANSWERER = re.compile(r"(?:res|reply|response|ctx|c|context|this|req\.res|\w*[rR]es)\..*")
_ENDS = (
    "",
    ".pug",
    ".ejs",
    ".hbs",
    ".handlebars",
    ".njk",
    ".nunjucks",
    ".html",
    ".mustache",
    ".eta",
    ".liquid",
    ".twig",
)


class Shown(msgspec.Struct, frozen=True):
    """The files of the views that a route shows, whether it shows a page at all, and why a page is not known.

    ``guards`` are those that its handlers write out.
    """

    files: tuple[str, ...] = ()
    page: bool = False
    handler: str = ""
    unknown: str = ""
    guards: tuple[Guard, ...] = ()


def of(project: Project, path: str, call: Call, handlers: Sequence[Value]) -> Shown:
    """Return what the handlers of a route in the file ``path`` show, whatever file they stand in."""
    found: dict[str, None] = {}
    page, unknown = False, ""
    made = [(path, one) for one in _answers(call.body)]
    left = list(call.body)
    for value in handlers:
        named = list(_named(project, path, value))
        made += [(file, one) for file, body in named for one in _answers(body.calls)]
        left += [mark for _, body in named for mark in body.marks]
    guards = tuple(leaving.guards(left))
    for file, one in made:
        if _RENDERS.fullmatch(one.name) and one.arguments:
            page = True
            name = _name(one.arguments[0].value)
            files = view(project, name, file) if name else ()
            unknown = unknown or ("" if files else f"no view “{name}”" if name else "the name of its view is computed")
            found.update(dict.fromkeys(files))
        elif _SENDS.fullmatch(one.name):
            page = True
            found.update(dict.fromkeys(_sent(project, one)))
        elif _writes(one):
            page = True
            found[file] = None
    last = handlers[-1] if handlers else None
    handler = last.path if isinstance(last, Unknown) and len(last.path) < len(_ENDS) * 5 else ""
    if not page:
        return Shown((), page=False, handler=handler, unknown="answers without a view", guards=guards)
    return Shown(tuple(found), page=True, handler=handler, unknown=unknown if not found else "", guards=guards)


def _name(value: Value) -> str:
    """Return the name of a view, ``{}`` for what it leaves open, if any of it is known."""
    name = pattern(value) if isinstance(value, Constant | Text) else known(value) or ""
    return name if re.search(r"\w", name) else ""


def _answers(listed: Sequence[Call]) -> Iterator[Call]:
    """Yield the calls of the response, and those chained to them: ``res.status(404).render('gone')``."""
    for one in every(listed):
        if _ANSWERER.match(one.name) or _SENDS.fullmatch(one.name):
            yield one
            yield from one.chained


def _writes(call: Call) -> bool:
    """Tell whether a handler answers with a page that stands in its own code: ``res.send(`<!doctype html>…`)``."""
    return bool(_WRITES.fullmatch(call.name)) and any(
        isinstance(piece, Constant) and _MARKUP.search(str(piece.value))
        for argument in call.arguments
        for one in parts(argument.value)
        for piece in (one.parts if isinstance(one, Text) else (one,))
    )


def _named(project: Project, path: str, value: Value) -> Iterator[tuple[str, Definition]]:
    """Yield the function that a handler names, with its file: ``show``, ``visits.show``, ``asyncly(visits.show)``."""
    for one in (value, *(value.inputs if isinstance(value, Unknown) else ())):
        name = one.path.partition("(")[0] if isinstance(one, Unknown) else ""
        first, _, member = name.partition(".")
        file = of_name(project, path, first) if first.isidentifier() else None
        outline = project.outlines.get(file or "")
        wanted = member.rpartition(".")[2] or first
        alike = [
            (file or path, body)
            for body in (outline.definitions if outline else ())
            if body.name in {wanted, "default" if not member else wanted}
            or (member and body.name.endswith(f".{wanted}"))
        ]
        loaded = late(one) if name == "import" else None
        place = required(project, path, loaded[0]) if loaded else None if alike else follow(project, path, name)
        body = definition(project.outlines.get(place[0]), place[1]) if place else None
        yield from ((place[0], body),) if place and body else alike


def view(project: Project, name: str, near: str) -> tuple[str, ...]:
    """Return the files of a view; the extension is that of the view engine, which is the one that exists."""
    engine = _engine(project)
    ends = dict.fromkeys((f".{engine}" if engine else "", *_ENDS))
    tries = (project.templates(f"{name}{end}", near) for end in ends if end or "." in name)
    return next((found for found in tries if found), ())


def _engine(project: Project) -> str:
    """Return the view engine: ``app.set('view engine', 'pug')``."""
    for _, outline in project.of("javascript"):
        for call in calls(outline):
            if (
                call.name.endswith(".set")
                and len(call.arguments) > 1
                and known(call.arguments[0].value) == "view engine"
            ):
                return known(call.arguments[1].value) or ""
    return ""


def _sent(project: Project, call: Call) -> tuple[str, ...]:
    """Return the file that is sent, of which only the end of the path is known."""
    texts = [text.strip("./") for argument in call.arguments for text in strings(argument.value) if text.strip("./")]
    for tail in ("/".join(texts), *reversed(texts)):
        found = [path for path in project.facts if tail and f"/{path}".endswith(f"/{tail}")]
        if found:
            return tuple(sorted(found, key=lambda path: (path.count("/"), path))[:1])
    return ()
