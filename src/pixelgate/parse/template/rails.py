"""What all templates of Rails have in common, be they ERB, Haml or Slim: helpers in Ruby, partials, implied layouts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from pixelgate.parse.document import Directive
from pixelgate.parse.template.brackets import arguments, closing
from pixelgate.parse.template.dialect import Naming, Said
from pixelgate.parse.template.names import entry, named
from pixelgate.source import Span

_ENGINES = ("erb", "haml", "slim")
_EXTENSIONS = (*(f".html.{engine}" for engine in _ENGINES), ".js.erb", *(f".{engine}" for engine in _ENGINES))
_CALL = re.compile(
    r"(?<![\w.:@\"'])(render|javascript_importmap_tags|javascript_include_tag|javascript_pack_tag|javascript_packs_with_chunks_tag|asset_path"
    r"|javascript_path|asset_url|javascript_url)\b(?!\s*=|:\s|[.?])(?P<bracket>\s*\()?"
)
_LINE = re.compile(r"(?:[^\n,]|,\s*+)*+")
_TAIL = re.compile(r"\s(?:do\b|if\b|unless\b|\{\s*\|)")
_OPTION = re.compile(r":?(\w+)\s*(?::(?!:)|=>)\s*(.*)", re.DOTALL)
_VARIABLE = re.compile(r"@?\w+")
_PLURAL = re.compile(r"(?:ies|(?<!s)s)\Z")
_ENDS_IN_Y = re.compile(r"[^aeiou]y\Z")
_SAYS_OTHERWISE = frozenset({"json", "plain", "text", "xml", "inline", "html", "nothing", "body", "status"})
_VIEW = re.compile(
    r"(?:.*/)?app/views/(?P<folder>.+)/[^_/][^/]*\.html(?:\+\w+)?\.\w+|(?:.*/)?app/views/(?P<old>.+)/[^_/.]+\.\w+"
)


def said(code: str) -> Iterator[Said]:
    """Yield what a piece of Ruby renders and which scripts it asks for."""
    for call in _CALL.finditer(code):
        start = call.end()
        if call["bracket"]:
            inner, end = closing(code, start) or (len(code), len(code))
        else:
            found = _LINE.match(code, start)
            end = found.end() if found else len(code)
            tail = _TAIL.search(code, start, end)
            inner = end = tail.start() if tail else end
        options, plain = _sorted(code[start:inner])
        for naming in _render(options, plain) if call[1] == "render" else _scripts(call[1], plain):
            yield call[1], naming, call.start(), end


def _sorted(code: str) -> tuple[dict[str, str], list[str]]:
    """Tell named arguments from the others."""
    options: dict[str, str] = {}
    plain = []
    for argument in arguments(code):
        option = _OPTION.fullmatch(argument)
        if option and argument[:1] not in "\"'":
            options[option[1]] = option[2]
        elif argument:
            plain.append(argument)
    return options, plain


def _render(options: dict[str, str], plain: list[str]) -> Iterator[Naming]:
    if options.keys() & _SAYS_OTHERWISE and not plain:
        return
    if "layout" in options and options["layout"] not in {"false", "nil", "true"}:
        yield _partial(options["layout"])
    if "template" in options or "file" in options:
        yield named("include", options.get("template") or options["file"])
    elif "partial" in options:
        yield _partial(options["partial"])
    elif plain and plain[0][:1] not in "\"'" and _VARIABLE.fullmatch(plain[0]):
        yield _of_object(plain[0])
    elif plain:
        yield _partial(plain[0])


def _partial(expression: str) -> Naming:
    """Return the partial that an expression names: its file's name begins with ``_``."""
    naming = named("include", expression)
    names = tuple(f"{folder}/_{name}" if folder else f"_{name}" for folder, name in map(posixpath.split, naming.names))
    return Naming(naming.kind, names, naming.expression, first=naming.first, computed=naming.computed)


def _of_object(expression: str) -> Naming:
    """Return the partial of a record or of many, by the name of the variable: ``@visits`` -> ``visits/_visit``."""
    if not expression.startswith("@"):
        return Naming("include", (), expression, computed=True)
    one = _PLURAL.sub(lambda found: "y" if found[0] == "ies" else "", expression[1:])
    many = f"{one[:-1]}ies" if _ENDS_IN_Y.search(one) else f"{one}s"
    return Naming("include", (f"{many}/_{one}",))


def _scripts(helper: str, plain: list[str]) -> Iterator[Naming]:
    if helper == "javascript_importmap_tags":
        yield entry("importmap")(plain[0] if plain else "'application'")
        return
    for argument in plain:
        naming = named("static", argument)
        names = tuple(
            f"{name}.js" if "javascript" in helper and not name.endswith(".js") and "//" not in name else name
            for name in naming.names
        )
        if names:
            yield Naming("static", names)


def implied(path: str, _: str) -> Iterable[Directive]:
    """Return the layout of a view: that of its controller, else that of the application."""
    found = _VIEW.fullmatch(path)
    folder = (found["folder"] or found["old"]) if found else ""
    if not folder or folder.split("/")[0] == "layouts":
        return
    layout = "mailer" if folder.endswith("mailer") else "application"
    names = (f"layouts/{folder}", f"layouts/{layout}")
    yield Directive("extends", "layout", names, "", Span(0, 0), optional=True)


def files(kind: str, name: str) -> tuple[str, ...]:
    """Return the files that a view's name may mean, in any of Rails' template languages; assets below ``app``."""
    if kind == "static":
        folders = (
            "app/assets/javascripts/",
            "app/javascript/",
            "app/javascript/packs/",
            "app/assets/builds/",
            "public/",
        )
        places = (*folders, "vendor/assets/javascripts/", "public/javascripts/", "assets/javascripts/")
        ends = ("", ".erb") if name.endswith(".js") else ("",)
        return tuple(f"{place}{name.lstrip('/')}{end}" for place in places for end in ends)
    named_so = (name,) if name.endswith(_EXTENSIONS) else tuple(name + extension for extension in _EXTENSIONS)
    return named_so if "/" in name else (*named_so, *(f"application/{one}" for one in named_so))
