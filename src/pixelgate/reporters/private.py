"""Cover what looks like a secret or a patient's data in code that is shown: reports travel further than code."""

from __future__ import annotations

import re

COVER = "•"
LONGEST = 12_100
"""How long what is covered can be, with the key before it."""

_FORMS = re.compile(
    r"(?P<mail>[\w.+-]{1,64}+@(?=[\w.-]{0,255}[A-Za-z])(?:[\w-]+\.)+[A-Za-z]{2,24}(?![\w.]))"
    r"|(?<![\w-])(?P<ssn>\d{3}-\d{2}-\d{4})(?![\w-])"
    r"|(?<![\w.-])(?P<phone>(?:\+1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4})(?![\w-])"
    r"|(?<!\w)(?P<token>(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_\w{20,255}|(?:sk|rk)_live_\w{10,255}|xox[abprs]-[\w-]{10,255}"
    r"|eyJ[\w-]{8,4000}\.[\w-]{8,4000}(?:\.[\w-]{0,4000})?)"
    r"|(?i:\b(?:[\w-]{0,40}(?:passwo?r?d|secret|api_?key|access_?key|auth_?token|access_?token)|authorization|ssn|mrn|dob"
    r"|(?:birth_?date|date_?of_?birth|medical_?record(?:_?number)?))[\"'\]]?\s*[:=]{1,3}\s*[\"'`])"
    r"(?P<value>[^\"'`\s{}<>$]{3,4000})(?=[\"'`])"
)
_LETTER = re.compile(r"[^\s\"'`]")


def covered(text: str) -> str:
    """Return a text of the same length with dots for addresses, numbers, tokens and the values of telling keys."""
    return _FORMS.sub(_cover, text)


def _cover(found: re.Match[str]) -> str:
    group = found.lastgroup or "value"
    start = found.start(group) - found.start()
    return found[0][:start] + _LETTER.sub(COVER, found[group]) + found[0][start + len(found[group]) :]
