"""Policies in headers (content, referrer, permissions): what servers, hosts and frameworks send with which paths.

One file a format.
"""

from __future__ import annotations

import posixpath
from itertools import chain

import msgspec

from pixelgate.facts.headers import apache, caddy, code, hosting, iis, kubernetes, netlify, nginx
from pixelgate.facts.headers.tokens import LONGEST
from pixelgate.facts.headers.written import Written
from pixelgate.facts.model import REFERRER, Policy
from pixelgate.facts.referrer import policy_of
from pixelgate.parse.marks import marks
from pixelgate.source import Source

_FORMATS = (netlify, hosting, iis, caddy, kubernetes, apache, nginx)
_WORDS = ("csp", "security", "referrer", "permissions")
"""One of them stands in whatever ``code.MARKS`` matches."""

_AROUND = 40


def reads(path: str) -> bool:
    """Tell whether a file may be the configuration of a server or host, as far as its name tells."""
    return any(one.FILES.fullmatch(posixpath.basename(path)) for one in _FORMATS)


def policies(source: Source) -> tuple[Policy, ...]:
    """Return the policies that a configuration or a framework's code sends, in the order in which they are asked."""
    name = posixpath.basename(source.path)
    forms = [form for form in _FORMATS if form.FILES.fullmatch(name)]
    coded = not forms and posixpath.splitext(name)[1].lower() in code.EXTENSIONS and len(source.text) <= LONGEST
    if not (forms or coded) or not _speaks(source.text):
        return ()
    told = code.read(source.text, source.path) if coded else chain.from_iterable(f.read(source.text) for f in forms)
    written = [known for one in told if (known := _known(one))]
    sent = {one.header for one in written if one.text}
    return tuple(
        Policy(one.text, source.location(one.span), scope=one.scope, header=one.header)
        for one in written
        if one.header in sent
    )


def _known(one: Written) -> Written | None:
    """Return a header's policy; browsers pass over a referrer policy whose words they do not know."""
    if one.header != REFERRER or not one.text:
        return one
    text = policy_of(one.text)
    return msgspec.structs.replace(one, text=text) if text else None


def _speaks(text: str) -> bool:
    """Tell whether a text holds a mark of a policy; found from the rarest word in it, at the speed of memory."""
    places = (at for word in _WORDS for at in marks(text).folded(word))
    return any(code.MARKS.search(text, max(0, at - _AROUND), at + _AROUND) for at in places)
