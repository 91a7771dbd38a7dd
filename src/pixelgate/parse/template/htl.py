"""HTL (Sightly) of Adobe Experience Manager."""

from __future__ import annotations

import re
from functools import partial

from pixelgate.parse.template.attributes import attribute
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role

_STRING = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_APPENDED = re.compile(r"\bappendPath\s*=\s*'([^']*)'")


def _pointing(kind: str, value: str) -> Naming | None:
    """Read ``x.html``, ``${'x.html'}``, ``${'folder' @ appendPath='x.html'}``; what is no page names a class."""
    if not value.startswith("${"):
        return Naming(kind, (value,)) if value.endswith(".html") else None
    found = _STRING.search(value)
    if found is None:
        return None if kind == "import" else Naming(kind, (), value, computed=True)
    name = found[1] or found[2] or ""
    appended = _APPENDED.search(value)
    full = f"{name}/{appended[1]}" if appended and appended[1] != name else name
    return Naming(kind, (full,)) if full.endswith(".html") else None


HTL = Dialect(
    name="htl",
    delimiters=(
        Delimiter(Role.COMMENT, r"<!--/\*", r"\*/-->"),
        *attribute(r"data-sly-include", "include"),
        *attribute(r"data-sly-use(?:\.\w+)?", "use"),
        Delimiter(Role.OUTPUT, r"\$\{(?<!\\\$\{)", r"\}", quoted=True, strict=False),
    ),
    statements={"include": partial(_pointing, "include"), "use": partial(_pointing, "include")},
    extensions=(".html", ".htm"),
    sign=r"\sdata-sly-[a-z]+",
    marks=("data-sly-",),
    near=True,
)
