"""EJS (2 to 7), as Express and site generators (Hexo) use it."""

from __future__ import annotations

import posixpath
from functools import partial

from pixelgate.parse.template.dialect import Delimiter, Dialect, Role
from pixelgate.parse.template.names import first_named


def files(kind: str, name: str) -> tuple[str, ...]:
    """Return where a name leads: relative to the file, then to the views; assets also below Hexo's ``source``."""
    if kind == "static":
        return (name, f"public/{name.lstrip('/')}", f"source/{name.lstrip('/')}", f"source/{name.lstrip('/')}.js")
    here = name if name.startswith(("/", ".")) else f"./{name}"
    written = (here, name) if posixpath.splitext(name)[1] else (f"{here}.ejs", here, f"{name}.ejs", name)
    return tuple(dict.fromkeys(written))


EJS = Dialect(
    name="ejs",
    delimiters=(
        Delimiter(Role.COMMENT, r"<%#", r"%>"),
        Delimiter(Role.OUTPUT, r"<%[=-]", r"[-_]?%>"),
        Delimiter(Role.CODE, r"<%_?(?![%#=-])", r"[-_]?%>"),
    ),
    calls={
        **dict.fromkeys(("include", "partial"), partial(first_named, "include")),
        "layout": partial(first_named, "extends"),
        **dict.fromkeys(("url_for", "js", "asset", "asset_url"), partial(first_named, "static")),
    },
    extensions=(".ejs", ".html", ".htm"),
    sign=r"<%[_=#-]?\s",
    marks=("<%",),
    files=files,
    near=True,
)
