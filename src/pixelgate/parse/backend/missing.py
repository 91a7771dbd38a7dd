"""The state of a machine on which a language cannot be read."""

from __future__ import annotations


class Missing(Exception):  # noqa: N818 - a state of the machine, told as a problem of each file, not an error
    """The grammar of a language is not installed."""
