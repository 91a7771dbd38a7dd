"""Content Security Policies in headers: what servers, hosts and frameworks send with which paths. One file a format."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pixelgate.facts.headers import apache, caddy, code, hosting, iis, kubernetes, netlify, nginx
from pixelgate.facts.headers.written import Written
from pixelgate.facts.model import Policy
from pixelgate.source import Source

_FORMATS = (netlify, hosting, iis, caddy, kubernetes, apache, nginx)


def reads(path: str) -> bool:
    """Tell whether a file may be the configuration of a server or host, as far as its name tells."""
    return any(one.FILES.fullmatch(posixpath.basename(path)) for one in _FORMATS)


def policies(source: Source) -> tuple[Policy, ...]:
    """Return the policies that a configuration or a framework's code sends, in the order in which they are asked."""
    if code.MARKS.search(source.text) is None:
        return ()
    return tuple(Policy(one.text, source.location(one.span), scope=one.scope) for one in _written(source))


def _written(source: Source) -> Iterator[Written]:
    name = posixpath.basename(source.path)
    forms = [form for form in _FORMATS if form.FILES.fullmatch(name)]
    for form in forms:
        yield from form.read(source.text)
    if not forms and posixpath.splitext(name)[1].lower() in code.EXTENSIONS:
        yield from code.read(source.text, source.path)
