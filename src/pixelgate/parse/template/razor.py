"""Razor: ASP.NET MVC and Razor Pages (``.cshtml``), and components (``.razor``).

C# blocks stay as the text they are: markup may stand anywhere in them, and code is no harm between tags. Only what
prints is a hole.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from functools import partial

from pixelgate.parse.document import Directive
from pixelgate.parse.template.brackets import arguments, closing
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.names import entry, first_named, named
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


def _named_attribute(code: str) -> Naming | None:
    found = re.search(r"\bname\s*=\s*[\"']([^\"'@]+)[\"']", code)
    if found:
        return Naming("include", (found[1],), optional=bool(re.search(r"\boptional\s*=\s*[\"']true", code)))
    return Naming("include", (), code, computed=True) if re.search(r"\bname\s*=\s*[\"']@", code) else None


def _layout(code: str) -> Naming | None:
    return None if code.strip() in {"null", '""', "string.Empty"} else named("extends", code)


def _implied(path: str, text: str) -> Iterable[Directive]:
    """Return what runs before every full view that names no layout of its own: the nearest ``_ViewStart``."""
    if not posixpath.basename(path).startswith("_") and path.endswith(".cshtml") and not _LAYOUT.search(text):
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
        Delimiter(Role.CODE, r"~(?<=[\"']~)(?=/)", r""),
    ),
    statements={
        "Layout": _layout,
        "layout": lambda code: Naming("extends", (code.strip().rpartition(".")[2],)),
        "partial": _named_attribute,
    },
    calls={
        **dict.fromkeys(
            [f"Html.{name}{end}" for name in ("Partial", "RenderPartial") for end in ("", "Async")],
            partial(first_named, "include"),
        ),
        "Component.InvokeAsync": _component,
        "Scripts.Render": entry("bundle"),
        **dict.fromkeys(("Url.Content", "Href"), partial(first_named, "static")),
    },
    extensions=(".cshtml", ".vbhtml", ".razor"),
    implied=_implied,
    files=_files,
    near=True,
)
