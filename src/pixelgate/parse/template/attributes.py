"""Languages that are written in attributes of the page's own markup."""

from __future__ import annotations

from pixelgate.parse.template.dialect import Delimiter, Role


def attribute(names: str, word: str) -> tuple[Delimiter, Delimiter]:
    """Return the directives that attributes of these names (a regular expression) are, in either kind of quotes."""
    opening = rf"\b{names}\s*=\s*"
    return (
        Delimiter(Role.VERBATIM, opening + '"', '"', word=word, strict=False),
        Delimiter(Role.VERBATIM, opening + "'", "'", word=word, strict=False),
    )
