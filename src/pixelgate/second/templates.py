"""Template directives, blanked so that every offset stays: what prints becomes letters, what does not becomes spaces.

One table for all engines: a second opinion on the markup around directives, not on what they mean.
"""

from __future__ import annotations

import re

FILL = "\u01c2"
"""A letter that no address holds: in code it is part of an identifier, in an address an unknown part."""

_OPENING = re.compile(r"\{\{!--|\{\{|\{%|\{#|<%--|<%#|<%[=-]?|<\?(?:php\b|=)", re.IGNORECASE)
_CLOSING = {"{{!--": "--}}", "{{": "}}", "{%": "%}", "{#": "#}", "<%--": "--%>"}
_WORD = re.compile(r"\s*[-+~]?\s*(\w*)")
_SILENT = re.compile(
    r"end.*|if|elif|elsif|else|unless|for|empty|load|with|block|extends|import|from|set|do|case|when|assign|liquid"
    r"|autoescape|macro|call|filter|raw|verbatim|comment"
)
_CLOSER = re.compile(r"\bend\w+")
_END_COMMENT = re.compile(r"\{%-?\s*endcomment\b[^%]*%\}")
_LONGEST = 20_000  # characters of a directive; what is longer is a stray opening


def blanked(text: str) -> str:
    """Return the text with its template directives blanked, as long as before."""
    pieces: list[str] = []
    at = 0
    missing: set[str] = set()
    closers = frozenset(_CLOSER.findall(text))
    for found in _OPENING.finditer(text):
        if found.start() < at:
            continue
        opening = found[0].lower()
        close = _CLOSING.get(opening, "?>" if opening.startswith("<?") else "%>")
        end = -1 if close in missing else text.find(close, found.end())
        if end < 0:
            missing.add(close)
            if not opening.startswith("<?"):
                continue
            end = len(text)
        elif end - found.end() > _LONGEST and opening in {"{{", "{%"}:
            continue
        end = min(end + len(close), len(text))
        if opening == "{%" and "endcomment" in closers:
            end = _comment_end(text, found.end(), end)
        sign = FILL if _prints(opening, text[found.end() : end], closers) else " "
        pieces += (text[at : found.start()], sign * (end - found.start()))
        at = end
    return "".join((*pieces, text[at:]))


def _comment_end(text: str, start: int, end: int) -> int:
    """Return where ``{% comment %}`` ends; of any other directive its own end."""
    word = _WORD.match(text, start)
    if word is None or word[1] != "comment":
        return end
    closing = _END_COMMENT.search(text, end)
    return closing.end() if closing else len(text)


def _prints(opening: str, body: str, closers: frozenset[str]) -> bool:
    if opening == "{%":
        word = _WORD.match(body)
        name = word[1] if word else ""
        return not (_SILENT.fullmatch(name) or f"end{name}" in closers)
    return opening in {"{{", "<%=", "<%-", "<?="} or (opening == "<?php" and "echo" in body)
