"""Configuration in YAML to an outline: every setting is a variable, its name the keys around it, joined by dots."""

from __future__ import annotations

import re

from pixelgate.parse.outline import Definition, Outline
from pixelgate.parse.settings.yaml_lines import read_lines
from pixelgate.source import Source

SIGNS = re.compile(
    r"^[ \t]*(?:security|access_control|resource|controller|path|libraries|base theme|type|prefix|mvc|thymeleaf)\s*:",
    re.MULTILINE,
)
"""What stands in configuration that says who may see which address, who answers there, or what a theme builds on."""


def outline(source: Source) -> Outline:
    """Return the settings of a file, in their order; one key may stand there several times, in a list."""
    found = (
        Definition("variable", ".".join(one.keys), source.location(one.span), value=one.value)
        for one in read_lines(source.text)
    )
    return Outline("yaml", definitions=tuple(found))
