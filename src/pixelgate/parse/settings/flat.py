"""Settings in INI files: ``googleanalytics.id = UA-1``. Sections are not part of the key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pixelgate.parse.settings.setting import Setting, plain
from pixelgate.source import Span

_LINE = re.compile(r"^[ \t]*(?P<key>[\w.-]+)[ \t]*[=:][ \t]*(?P<value>[^\n;#]*)", re.MULTILINE)


def read_assignments(text: str) -> Iterator[Setting]:
    """Yield the settings of an INI text; dots divide keys."""
    for line in _LINE.finditer(text):
        value = line["value"].strip().strip("\"'")
        span = Span(line.start("key"), line.start("value") + len(line["value"].rstrip()))
        yield Setting(tuple(line["key"].split(".")), plain(value, span), span)
