"""Guards that code writes out: it leaves, for the login or with a refusal, when nobody is logged in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pixelgate.graph.model import Guard
from pixelgate.parse.outline import LEAVES, Call
from pixelgate.parse.values import Unknown

_PERSON = r"(?:user|log|auth|account|patient|member|uid|email|identity|principal|admin|doctor|staff|employee)"
_HELD = rf"(?:[\w.$]*{_PERSON}[\w.]*|id)"
_SESSION = (
    rf"(?:[\w.$]*sess(?:ion)?\w*(?:\??\.get\w*\(|\[|\?\.|\.|->(?:get|has)\()\s*['\"]?{_HELD}['\"]?\s*[\])]?"
    rf"|\$_SESSION\[['\"]{_HELD}['\"]\](?:\[[^\]]*\])?|sessionScope(?:\.|\[['\"]){_HELD}(?:['\"]\])?)"
)
_SOMEBODY = (
    r"(?:[\w.$?:>()-]*(?:is_?authenticated|is_?logged_?in|logged_?in|signed_?in|is_?staff|is_?superuser|is_?active)\??(?:\(\))?"
    r"|(?:req(?:uest)?|ctx(?:\.state)?|this|self|g)(?:\.request)?\??\.user(?:\(\)|\??\.id)?|current_?user(?:\.id)?"
    r"|\$?(?:this->)?getUser\(\)|request\.getUserPrincipal\(\)|principal|(?:Auth::|auth\(\)->)(?:check|user|id)\(\)"
    rf"|(?:isset\(\s*)?{_SESSION}\)?)"
)
_NOBODY = re.compile(
    rf"(?:(?:not\s+|!\s*)\(?\s*{_SOMEBODY}|{_SOMEBODY}\s*(?:===?|is)\s*(?:null|None|undefined|nil|false)"
    rf"|null\s*===?\s*{_SOMEBODY}|[\w.]*\.?is_anonymous(?:\(\))?|(?:Auth::|auth\(\)->)guest\(\)|empty\(\s*{_SESSION}\s*\)"
    rf"|['\"]{_HELD}['\"]\s+not\s+in\s+[\w.]*session|empty\s+{_SESSION}|{_SESSION}\s+eq\s+null|is_null\(\s*{_SESSION}\s*\)"
    rf"|{_SESSION}\s*(?:!==?\s*(?:true|1|['\"](?:1|yes|true)['\"])|===?\s*(?:0|['\"]{{2}}))"
    rf"|strlen\(\s*{_SESSION}\s*(?:\)\s*===?\s*0|===?\s*0\s*\)))",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\s+or\s+|\s*\|\|\s*")
_BOTH = re.compile(r"\band\b|&&")
_REFUSES = re.compile(
    r"(?:redirect|location|forward|sendRedirect)\w*\b.*(?:log_?-?in|sign_?-?in|auth)"
    r"|\bheader\(\s*['\"]Location\b|\bsendRedirect\(|\bdie\b|\bexit\b|<(?:c:redirect|jsp:forward)\b"
    r"|\b40[13]\b|PermissionDenied|Forbid|Unauthori[sz]ed|\bChallenge\(|AccessDenied|redirect_to_login|handle_no_permission",
    re.IGNORECASE | re.DOTALL,
)


def guard(mark: Call) -> Guard | None:
    """Return the guard that a statement is which ends a function: anybody who is not logged in is turned away."""
    if mark.name != LEAVES:
        return None
    condition, does = (one.value.path if isinstance(one.value, Unknown) else "" for one in mark.arguments)
    plain = re.sub(r"\s+", " ", condition).strip()
    plain = plain[1:-1].strip() if plain.startswith("(") and plain.endswith(")") else plain
    if _BOTH.search(plain) or not _REFUSES.search(does):
        return None
    asks = any(_NOBODY.fullmatch(one.strip()) for one in _EITHER.split(plain))
    return Guard(f"if {plain}", mark.location) if asks else None


def guards(marks: Iterable[Call]) -> Iterator[Guard]:
    """Yield the guards among marks that are such statements."""
    yield from (found for mark in marks if (found := guard(mark)) is not None)
