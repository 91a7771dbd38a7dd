"""The addresses in style sheet text that code puts together: ``url(https://host/p.gif?x=${value})``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.values import Constant, Text, Value, pattern

_BEGIN = re.compile(r"(?:url\(|@import)\s*['\"]?(?=(?:https?:)?//)", re.IGNORECASE)
_END = re.compile(r"['\")\s;]")


_SHEET = re.compile(r"[\s:,]url\(\s*['\"]?(?:https?:)?//", re.IGNORECASE)


def is_sheet(value: Value) -> bool:
    """Tell whether a text is style sheet text that loads something: ``styled.div`background: url(https://…)```."""
    return _SHEET.search(pattern(value)) is not None


def addresses(value: Value) -> Iterator[Value]:
    """Yield the address behind each ``url(``, to the bracket, quote or space that ends it."""
    parts = value.parts if isinstance(value, Text) else (value,)
    for at, part in enumerate(parts):
        text = pattern(part) if isinstance(part, Constant) else ""
        for found in _BEGIN.finditer(text):
            yield _from(parts, at, found.end(), value)


def _from(parts: tuple[Value, ...], at: int, start: int, value: Value) -> Value:
    """Return the text from a place in a part on, over what stands unknown between, to its end."""
    kept: list[Value] = []
    for part in parts[at:]:
        if not isinstance(part, Constant):
            kept.append(part)
            continue
        text = pattern(part)[start:]
        start = 0
        end = _END.search(text)
        kept.append(Constant(text[: end.start()] if end else text, part.span, part.how))
        if end:
            break
    return kept[0] if len(kept) == 1 else Text(tuple(kept), value.span)  # type: ignore[arg-type]
