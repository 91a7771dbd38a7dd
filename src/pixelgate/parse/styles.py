"""Style sheets: their text without comments, as the element that holds such text in a page."""

from __future__ import annotations

import re

from pixelgate.parse.document import Element
from pixelgate.parse.mask import filler
from pixelgate.source import Fragment

_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|(?m:^[ \t]*//[^\n]*)")
"""Also the comments of one line that preprocessors know: no address begins a line."""

_NAMES = ("url(", "@import", "@use", "@forward", "image-set(")


def style_elements(sheet: Fragment) -> tuple[Element, ...]:
    """Return the element of a style sheet; none for one that names no other resource."""
    lower = sheet.text.lower()
    if "\\" not in lower and not any(name in lower for name in _NAMES):
        return ()
    text = _COMMENT.sub(lambda found: filler(found[0], " "), sheet.text)
    span = sheet.span(0, len(text))
    return (Element("style", (), span, origin="text", text=text, content=span),)
