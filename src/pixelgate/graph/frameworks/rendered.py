"""Which templates Python code renders."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.python_code import PythonCode, last, texts
from pixelgate.graph.pages import is_mail
from pixelgate.parse.outline import Call
from pixelgate.parse.values import Array, Value

_TEMPLATE = re.compile(r"[^\s<>]*\.(?:x?html?|jinja2?|j2|djhtml|tmpl|tpl|mako)")
_RENDERS = frozenset({
    "render", "render_to_response", "TemplateResponse", "SimpleTemplateResponse", "render_template", "get_template",
    "select_template", "render_block", "stream_template", "HTMLResponse",
})  # fmt: skip
_SURELY = _RENDERS - {"get_template", "select_template"}
_REDIRECTS = frozenset({"redirect", "reverse", "url_for", "HttpResponseRedirect", "open", "send_static_file"})
_ANSWERS = frozenset({
    "JsonResponse", "jsonify", "FileResponse", "StreamingHttpResponse", "HttpResponseRedirect", "redirect", "Response",
    "HttpResponse", "HttpResponsePermanentRedirect", "HttpResponseNotFound", "HttpResponseBadRequest", "send_file",
    "send_from_directory", "make_response", "JSONResponse", "RedirectResponse", "return", "PlainTextResponse",
    "HttpResponseGone",
    "HttpResponseForbidden", "HttpResponseNotAllowed", "StreamingResponse", "abort", "ORJSONResponse", "serve",
})  # fmt: skip
_WRITES = frozenset({"return", "HttpResponse", "HTMLResponse", "Response", "make_response", "render_template_string"})
_MARKUP = re.compile(r"<[a-zA-Z!][^>]*>")


class Rendered(msgspec.Struct, frozen=True):
    """Names of templates, why there may be others, files that hold markup themselves, and whether it only answers."""

    names: tuple[str, ...] = ()
    unknown: str = ""
    files: tuple[str, ...] = ()
    answers: bool = False


def rendered(code: PythonCode, path: str, calls: Iterable[Call]) -> Rendered:
    """Return what some calls, and those of the project's own functions that they call, render.

    A template's name may be handed to any function; only where none is, a computed one is told.
    """
    names: dict[str, None] = {}
    files: dict[str, None] = {}
    unknown = ""
    answers = False
    for where, call in code.called(path, tuple(calls)):
        word = last(call.name)
        said = [text for one in call.arguments for text in _all(one.value)] if word not in _REDIRECTS else []
        found = [text for text in said if _TEMPLATE.fullmatch(text) and (word in _SURELY or not is_mail(text))]
        found = [text for text in found if word in _RENDERS or code.project.templates(text, where)]
        names |= dict.fromkeys(found)
        answers = answers or word in _ANSWERS
        if word in _WRITES and any(_MARKUP.search(text) for text in said):
            files[where] = None
        elif word in _RENDERS and not found and call.arguments and not code.definition(code.resolve(where, call.name)):
            unknown = unknown or f"the name of its template is computed ({where}:{call.location.line})"
    return Rendered(tuple(names), "" if names else unknown, tuple(files), answers)


def _all(value: Value) -> Iterator[str]:
    """Yield the texts that a value may be, or that a list holds."""
    items = value.items if isinstance(value, Array) else (value,)
    for item in items:
        yield from texts(item)[0]


def pages(
    project: Project, names: Iterable[str], near: str, folders: Iterable[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files that names of templates mean, and the names that mean none; ``folders`` come last."""
    own = tuple(folders)
    found: dict[str, None] = {}
    missing = []
    for name in names:
        inside = tuple(path for folder in own if (path := posixpath.join(folder, name)) in project.facts)
        paths = project.templates(name, near) or inside
        found |= dict.fromkeys(paths)
        if not paths:
            missing.append(name)
    return tuple(found), tuple(missing)
