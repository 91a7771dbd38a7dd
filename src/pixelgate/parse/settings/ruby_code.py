"""The handlers of Rack::Tracker: ``handler :google_analytics, { tracker: 'U-XXXXX-Y' }``, by pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.settings.setting import Setting
from pixelgate.parse.values import Constant
from pixelgate.source import Span

_HANDLER = re.compile(
    r"^[^#\n]*?\bhandler[ (]\s*:(?P<name>\w+)(?P<options>[^\n]*(?:\n[ \t]+:?(?!handler|end\b)\w[^\n]*){0,8})?",
    re.MULTILINE,
)
_OPTION = re.compile(r"\b(?P<key>\w+):\s*|:(?P<symbol>\w+)\s*=>\s*")
_STRING = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"|([^\s,{}][^,{}\n]*)")
_IDENTIFIERS = frozenset({"id", "ids", "tracker", "container", "pixel_id", "site_id", "account_id", "token", "env_id"})


def read_handlers(text: str) -> Iterator[Setting]:
    """Yield a setting for each handler, with the ID in its options."""
    if "Rack::Tracker" not in text:
        return
    for found in _HANDLER.finditer(text):
        span = Span(found.start("name") - 1, found.end("name"))
        yield Setting((found["name"],), _identifier(found["options"] or "", span), span)


def _identifier(options: str, span: Span) -> Constant:
    for option in _OPTION.finditer(options):
        value = _STRING.match(options, option.end())
        if (option["key"] or option["symbol"]) in _IDENTIFIERS and value:
            literal = value[1] if value[1] is not None else value[2]
            return Constant(literal if literal is not None else f"{{{value[3].strip()[:200]}}}", span)
    return Constant(True, span)
