"""Twig (1 to 3), as Symfony, Drupal and others set it up."""

from __future__ import annotations

import re
from functools import partial

from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role
from pixelgate.parse.template.drupal import library
from pixelgate.parse.template.names import entry, first_entry, first_named, named
from pixelgate.parse.template.plain import PLAIN

_SILENT = """
    if elseif else for with apply autoescape filter spaceless sandbox set do flush deprecated trans cache guard types
    form_theme trans_default_domain stopwatch import_theme
"""
_EXTENSIONS = (".html.twig", ".twig", ".html", "/index.html.twig", "/index.twig", "/index.html")
_ACTION = re.compile(r"\s*['\"](?:[\w\\]*[\\:])?(?P<controller>\w+?)::?(?P<action>\w+)['\"]")
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_NAMESPACE = re.compile(r"@!?[\w-]+/|\w+:(?=[\w/]*:)")


def _files(kind: str, name: str) -> tuple[str, ...]:
    """Drop namespaces: which folder one is, only settings know; folders are tried by the manifest's order."""
    if kind == "static":
        return (name, f"public/{name.lstrip('/')}", f"web/{name.lstrip('/')}", f"assets/{name.lstrip('/')}")
    plain = _NAMESPACE.sub("", name, count=1)
    names = tuple(dict.fromkeys((name, plain, plain.replace(":", "/").lstrip("/"))))
    if "." in plain.rpartition("/")[2]:
        return names
    return (*names, *(one + end for one in names for end in _EXTENSIONS))


def _controller(arguments: str) -> Naming:
    """Read ``controller("…NewsController::latest")``: the template that its action has by convention."""
    found = _ACTION.match(arguments)
    if found is None:
        return Naming("include", (), arguments, computed=True)
    action = _CAPITAL.sub("_", found["action"].removesuffix("Action")).lower()
    folder = _CAPITAL.sub("_", found["controller"].removesuffix("Controller")).lower()
    return Naming("include", (f"{folder}/{action}", f"{folder}/_{action}", action, f"_{action}"))


TWIG = Dialect(
    name="twig",
    delimiters=(
        Delimiter(Role.COMMENT, r"\{#", r"#\}"),
        Delimiter(Role.STATEMENT, r"\{%[-~]?", r"[-~]?%\}", quoted=True),
        Delimiter(Role.OUTPUT, r"\{\{[-~]?", r"[-~]?\}\}", quoted=True),
    ),
    statements={
        "extends": partial(named, "extends"),
        **dict.fromkeys(("include", "embed"), partial(named, "include")),
        **dict.fromkeys(("use", "import", "from"), partial(named, "import")),
    },
    calls={
        **dict.fromkeys(("include", "source"), partial(first_named, "include")),
        **dict.fromkeys(("asset", "mix", "theme_asset"), partial(first_named, "static")),
        **dict.fromkeys(("encore_entry_script_tags", "encore_entry_js_files"), first_entry("encore")),
        "importmap": entry("importmap"),
        "attach_library": library,
        "vite_entry_script_tags": first_entry("encore"),
        "controller": _controller,
        **dict.fromkeys(("path", "url"), partial(first_named, "url")),
    },
    silent=frozenset(_SILENT.split()),
    regions={"block": "block", "macro": "macro"},
    inline=r"block\s+\w+\s+\S",
    raw={"verbatim": "endverbatim", "raw": "endraw"},
    parent=r"\bparent\(\)",
    inner=PLAIN,
    extensions=(".twig",),
    files=_files,
    inherits=True,
)
