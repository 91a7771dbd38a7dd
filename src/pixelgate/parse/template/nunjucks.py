"""Nunjucks (3), as Express and site generators (Eleventy, Hexo) use it: Jinja2 with JavaScript's expressions."""

from __future__ import annotations

import posixpath
from functools import partial

import msgspec

from pixelgate.parse.template import ejs, jinja
from pixelgate.parse.template.names import first_named


def _files(kind: str, name: str) -> tuple[str, ...]:
    if kind == "static":
        return ejs.files(kind, name)
    return (name,) if posixpath.splitext(name)[1] else (f"{name}.njk", f"{name}.html", name)


NUNJUCKS = msgspec.structs.replace(
    jinja.JINJA,
    name="nunjucks",
    calls={
        "partial": partial(first_named, "include"),
        **dict.fromkeys(("url_for", "js", "asset", "asset_url"), partial(first_named, "static")),
    },
    silent=jinja.JINJA.silent | {"elseif", "asyncEach", "asyncAll", "ifAsync", "switch", "case", "default"},
    extensions=(".njk", ".nunjucks", ".nunj", ".nunjs"),
    files=_files,
    near=True,
)
