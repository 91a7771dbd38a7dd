"""What a file offers to others that import it: its scripts, with places that mean something there, or its data."""

from __future__ import annotations

import msgspec

from pixelgate.parse.document import Document, Script
from pixelgate.parse.javascript import parsed
from pixelgate.parse.modules import Exports, Known, Passed
from pixelgate.source import Source, Span


def offered(document: Document, source: Source) -> Exports:
    """Return what all scripts of a document export."""
    placed = [_placed(script.exports, source) for script in document.scripts if script.exports]
    return Exports(
        tuple(alias for one in placed for alias in one.aliases),
        tuple(relay for one in placed for relay in one.relays),
        tuple(known for one in placed for known in one.known),
    )


def is_data(path: str) -> bool:
    """Tell whether a file is data that scripts import: a JSON file."""
    return path.endswith(".json")


def exported(text: str) -> Exports:
    """Return what a JSON file offers: all that it holds; nothing of a damaged or a vast one."""
    value = parsed(text, Span(0, len(text)))
    return Exports(known=(Known(("default",), value),)) if value is not None else Exports()


def passed(document: Document, source: Source) -> tuple[Passed, ...]:
    """Return what the scripts of a document hand to imported functions."""
    return tuple(_of(one, source) for script in document.scripts for one in script.passed)


def _of(one: Passed, source: Source) -> Passed:
    return msgspec.structs.replace(one, exports=_placed(one.exports, source))


def _placed(exports: Exports, source: Source) -> Exports:
    """Give each call of a vendor its place, unless it lies in another file already."""
    relays = (
        msgspec.structs.replace(relay, place=relay.place or source.location(relay.span)) for relay in exports.relays
    )
    return msgspec.structs.replace(exports, relays=tuple(relays))


def wanted(scripts: tuple[Script, ...]) -> tuple[tuple[str, str], ...]:
    """Return the imports whose values would tell more, each once."""
    return tuple(dict.fromkeys(one for script in scripts for one in script.wanted))
