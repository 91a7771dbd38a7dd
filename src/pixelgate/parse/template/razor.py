"""Razor: ASP.NET MVC and Razor Pages (``.cshtml``), and components (``.razor``).

C# blocks stay as the text they are: markup may stand anywhere in them, and code is no harm between tags. Only what
prints is a hole.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from pixelgate.parse.document import Directive, Region
from pixelgate.parse.template.brackets import arguments, closing
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.enclosing import braces
from pixelgate.parse.template.names import UNKNOWN, entry, first_named, named
from pixelgate.source import Span

_KEYWORDS = "if|for|foreach|while|switch|using|lock|section|do|try|functions|code|model|inherits|namespace|inject|page"
_WORDS = (
    "addTagHelper|removeTagHelper|tagHelperPrefix|attribute|implements|layout|preservewhitespace|rendermode|typeparam"
)
_PATH = re.compile(r"(?:await\s+)?[A-Za-z_]\w*|(?=\()")
_STEP = re.compile(r"(?:\?|!)?\.(?=[A-Za-z_])\w+|<[\w.,\s?]+>(?=\()|\[|\(")
_LAYOUT = re.compile(r"\bLayout\s*=(?!=)|@layout\b")
_CONDITION = re.compile(r"\s*\(")
_LINE = re.compile(r"[^\n{]*")
_SECTION = re.compile(
    r"@section\s+(?P<own>\w+)\s*(?=\{)|\b(?:RenderSection|RenderSectionAsync)\s*\(\s*(?:name:\s*)?(?:\"(?P<shown>\w+)\")?"
)
_UPPER = re.compile(r"(?:^|-)([a-z])")
_PARTIAL = r"\bHtml\.(?:Render)?Partial(?:Async)?\s*\("
_ACTION = r"\bHtml\.(?:Render)?Action\s*\("
_COMPONENT = r"\bComponent\.InvokeAsync\s*\("


def _output(text: str, start: int) -> tuple[int, int] | None:
    """Find the end of ``@Model.Name[0].f(x)`` or ``@(a + b)``."""
    head = _PATH.match(text, start)
    if head is None:
        return None
    at = head.end()
    while step := _STEP.match(text, at):
        at = step.end()
        if step[0] in {"(", "["}:
            end = closing(text, at)
            if end is None:
                break
            at = end[1]
            if text[start] == "(" and step.start() == start:
                break
    return (at, at) if at > start else None


def _statement(text: str, start: int) -> tuple[int, int] | None:
    """Find the end of ``@if (…)``, or of the line for other words; the block after it is part of the page."""
    word = re.compile(r"\w+").match(text, start)
    at = word.end() if word else start
    condition = _CONDITION.match(text, at)
    if condition:
        end = closing(text, condition.end())
        return (end[1], end[1]) if end else (at, at)
    line = _LINE.match(text, at)
    end_of_line = line.end() if line else at
    return end_of_line, end_of_line


def _component(code: str) -> Naming:
    """Read ``Component.InvokeAsync("Name")``."""
    naming = named("include", arguments(code)[0])
    names = tuple(f"Components/{name}/Default" for name in naming.names)
    return Naming("include", names, naming.expression, computed=naming.computed)


def _tag(code: str) -> Naming | None:
    """Read the element that a view component is: ``<vc:visit-list>`` is ``VisitList``."""
    name = re.match(r"[a-z][a-z0-9-]*", code)
    pascal = _UPPER.sub(lambda found: found[1].upper(), name[0]) if name else ""
    return Naming("include", (f"Components/{pascal}/Default",)) if pascal else None


def _action(code: str) -> Naming | None:
    """Read ``Html.Action("Menu", "Navigation")``: the view that the action is known to show by its name."""
    said = [named("include", one).names for one in arguments(code)[:2]]
    if not said or not said[0]:
        return Naming("include", (), code, computed=True)
    action, folder = said[0][0], f"../{said[1][0]}/" if len(said) > 1 and said[1] else "./"
    names = (f"{where}{name}" for where in (folder, "../Shared/") for name in (action, f"_{action}"))
    return Naming("include", tuple(names))


def _sections(text: str, _: Sequence[Span]) -> Iterator[Region]:
    """Yield the sections that a view fills, and those that a layout shows; a name that is computed may be any."""
    closed: dict[int, int] | None = None
    for found in _SECTION.finditer(text):
        if not found["own"]:
            yield Region(found["shown"] or UNKNOWN, Span(*found.span()))
            continue
        closed = braces(text) if closed is None else closed
        if found.end() in closed:
            yield Region(found["own"], Span(found.start(), closed[found.end()]))


def _named_attribute(code: str) -> Naming | None:
    found = re.search(r"\bname\s*=\s*[\"']([^\"'@]+)[\"']", code)
    if found:
        return Naming("include", (found[1],), optional=bool(re.search(r"\boptional\s*=\s*[\"']true", code)))
    return Naming("include", (), code, computed=True) if re.search(r"\bname\s*=\s*[\"']@", code) else None


def _layout(code: str) -> Naming | None:
    return None if code.strip() in {"null", '""', "string.Empty"} else named("extends", code)


def _implied(path: str, text: str) -> Iterable[Directive]:
    """Return what runs before every full view that names no layout of its own: the nearest ``_ViewStart``."""
    partial_view = posixpath.basename(path).startswith("_") or "/Components/" in path
    if not partial_view and path.endswith(".cshtml") and not _LAYOUT.search(text):
        yield Directive("extends", "_ViewStart", ("./_ViewStart", "_ViewStart"), "", Span(0, 0), optional=True)


def _files(kind: str, name: str) -> tuple[str, ...]:
    """Return the files of a view's name: beside the view, in ``Shared`` folders upward; ``~/`` is the application."""
    plain = name.removeprefix("~")
    if kind == "static":
        return (f"wwwroot/{plain.lstrip('/')}", plain)
    if plain.endswith((".cshtml", ".vbhtml", ".razor")):
        return (plain,) if plain.startswith("/") else (plain, f"Shared/{plain}")
    nearby = ("", "Shared/", "Views/Shared/", "Pages/Shared/", "Layout/")
    folders = nearby[:1] if plain.startswith(("/", ".")) else nearby
    return tuple(f"{folder}{plain}{end}" for folder in folders for end in (".cshtml", ".vbhtml", ".razor"))


RAZOR = Dialect(
    name="razor",
    delimiters=(
        Delimiter(Role.COMMENT, r"@\*", r"\*@"),
        Delimiter(Role.CODE, r"@@", r""),
        Delimiter(Role.CODE, r"@:", r""),
        Delimiter(Role.CODE, r"</?text>", r""),
        Delimiter(Role.CODE, r"@(?<!\w@)(?=\{)", r""),
        Delimiter(Role.STATEMENT, r"@(?<!\w@)(?=(?:layout)\b)", r"$|\n", finder=_statement),
        Delimiter(Role.CODE, rf"@(?<!\w@)(?=(?:{_KEYWORDS}|{_WORDS})\b)", r"", finder=_statement),
        Delimiter(Role.OUTPUT, r"@(?<!\w@)(?=[A-Za-z_(])", r"", finder=_output, strict=False),
        Delimiter(Role.VERBATIM, r"\bLayout\s*=(?!=)", r"(?=[;\n])", word="Layout", strict=False),
        Delimiter(Role.VERBATIM, r"<partial\b", r"(?=>)", word="partial", strict=False),
        Delimiter(Role.VERBATIM, r"<vc:", r"(?=>)", word="vc", strict=False),
        Delimiter(Role.VERBATIM, _PARTIAL, r"", word="Html.Partial", strict=False, finder=closing),
        Delimiter(Role.VERBATIM, _ACTION, r"", word="Html.Action", strict=False, finder=closing),
        Delimiter(Role.VERBATIM, _COMPONENT, r"", word="Component.InvokeAsync", strict=False, finder=closing),
        Delimiter(Role.CODE, r"~(?<=[\"']~)(?=/)", r""),
    ),
    statements={
        "Layout": _layout,
        "layout": lambda code: Naming("extends", (code.strip().rpartition(".")[2],)),
        "partial": _named_attribute,
        "vc": _tag,
        "Html.Partial": partial(first_named, "include"),
        "Html.Action": _action,
        "Component.InvokeAsync": _component,
    },
    calls={
        **dict.fromkeys(
            [f"Html.{name}{end}" for name in ("Partial", "RenderPartial") for end in ("", "Async")],
            partial(first_named, "include"),
        ),
        "Component.InvokeAsync": _component,
        **dict.fromkeys(("Html.Action", "Html.RenderAction"), _action),
        "Scripts.Render": entry("bundle"),
        **dict.fromkeys(("Url.Content", "Href"), partial(first_named, "static")),
    },
    extensions=(".cshtml", ".vbhtml", ".razor"),
    implied=_implied,
    files=_files,
    near=True,
    enclosed=_sections,
)
