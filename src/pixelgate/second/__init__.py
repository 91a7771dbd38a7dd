"""The second reading: other parsers by other authors, over the same files, matched against the same vendor data.

Code that one parser sees and another does not is how filters are evaded; a gate for patient data reads guarded pages
twice. Nothing here is shared with the first reading but the vendor data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.second.model import Evidence, Reading, Unread

if TYPE_CHECKING:
    from pixelgate.second.marks import Marks

__all__ = ["Evidence", "Reading", "Unread", "read"]

_SCRIPTS = (".js", ".mjs", ".cjs", ".jsx", ".es6")
_MARKUP = (
    *(".html", ".htm", ".xhtml", ".shtml", ".jinja", ".jinja2", ".j2", ".djhtml", ".vue", ".twig", ".njk", ".ejs"),
    *(".erb", ".php", ".hbs", ".mustache", ".liquid", ".svg"),
)


def read(path: str, data: bytes, known: Marks) -> Reading:
    """Read a file once more. Of files that are neither markup nor plain JavaScript nothing is read.

    The parsers are imported here: they are half of the program's start, and few runs read twice.
    """
    from pixelgate.second.markup import Page
    from pixelgate.second.templates import blanked
    from pixelgate.second.text import decode, reading

    name = path.lower()
    script = name.endswith(_SCRIPTS)
    if not script and not name.endswith(_MARKUP):
        return Reading(unread=(Unread(path, 1, "neither markup nor JavaScript"),))
    text = decode(data, markup=not script)
    page = Page(known, text)
    if script:
        page.read_code(0, text, blanked(text))
    else:
        page.read_file()
    return reading(path, text, page.traces, page.gaps)
