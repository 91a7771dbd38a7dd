"""The second reading: other parsers by other authors, over the same files, matched against the same vendor data.

Code that one parser sees and another does not is how filters are evaded; a gate for patient data reads guarded pages
twice. Nothing here is shared with the first reading but the vendor data.
"""

from __future__ import annotations

from pixelgate.second.marks import Marks, marks
from pixelgate.second.model import Evidence

__all__ = ["Evidence", "Marks", "marks", "read"]

_SCRIPTS = (".js", ".mjs", ".cjs")
_MARKUP = (".html", ".htm", ".xhtml", ".jinja", ".jinja2", ".j2", ".djhtml", ".vue", ".twig", ".njk", ".ejs", ".php")


def read(path: str, data: bytes, known: Marks) -> tuple[Evidence, ...]:
    """Read a file once more and return its evidence, sorted. Files of other kinds have none.

    The parsers are imported here, because without a second reading they are a third of the program's start-up.
    """
    from bs4.dammit import UnicodeDammit

    from pixelgate.second.markup import read_markup
    from pixelgate.second.scripts import read_script

    text = UnicodeDammit(data, ["utf-8"]).unicode_markup if data else ""
    if not text:
        return ()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if path.endswith(_SCRIPTS):
        return tuple(sorted(set(read_script(path, text, known))))
    if path.endswith(_MARKUP):
        return tuple(sorted(set(read_markup(path, text, known))))
    return ()
