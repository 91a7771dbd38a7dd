"""Settings of a Segment source, as its servers deliver them to ``analytics.js``: the destinations in the browser.

``{"integrations": {"Segment.io": {"apiKey": …}, "<destination>": {…}}}``; each call of the page goes to each of them.
Source: https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/.
"""

from __future__ import annotations

import re

import msgspec

from pixelgate.parse.containers import sent
from pixelgate.parse.containers.model import Container, Firing, Tag, Trigger
from pixelgate.parse.containers.variables import Variables, plain
from pixelgate.source import Span

MARKS = (b'"Segment.io"', b'"integrations"')
MANAGER = "segment"

_OWN = "Segment.io"
_ANY = Trigger("any", "every call", "every call of analytics.js")


def read(data: bytes) -> tuple[Container, ...]:
    """Return the container of a source's settings; other files name destinations, too.

    Raises:
        msgspec.DecodeError: It is no JSON.

    """
    held = msgspec.json.decode(data)
    found = held.get("integrations") if isinstance(held, dict) else None
    if not isinstance(found, dict) or _OWN not in found:
        return ()
    text = data.decode(errors="replace")
    key = plain(found.get(_OWN)).get("apiKey", "")
    tags = tuple(_tag(name, settings, text) for name, settings in found.items() if name != _OWN)
    unread = ("Segment may hand what it gets to others on its servers",)
    return (Container(MANAGER, key if isinstance(key, str) else "", 1, Span(0, 0), tags, (_ANY,), unread),)


def _tag(name: str, settings: object, text: str) -> Tag:
    place = re.search(re.escape(msgspec.json.encode(name).decode()), text)
    return Tag(
        name,
        name,
        Span(*place.span()) if place else Span(0, 0),
        fields=tuple(sent.fields(plain(settings), Variables({}, {}))),
        firing=(Firing(_ANY.id),),
        template=name.removeprefix("Actions "),
        paused=settings is False,
    )
