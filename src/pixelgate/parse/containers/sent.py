"""What a tag sends or writes: its settings as fields with dotted keys, and its markup."""

from __future__ import annotations

import contextlib
import html
from collections.abc import Iterator

import msgspec

from pixelgate.parse.containers.model import Field
from pixelgate.parse.containers.variables import Params, Plain, Variables, plain


def markup(type_: str, params: Params) -> str:
    """Return what a tag writes into the page."""
    if type_ == "html":
        value = params.get("html", "")
        return value if isinstance(value, str) else ""
    value = params.get("url", "")
    if type_ == "img" and isinstance(value, str):
        return f'<img src="{html.escape(value)}">'
    return ""


def fields(params: Params, variables: Variables) -> Iterator[Field]:
    """Yield the settings of a tag, with those of the settings variables that it refers to in their place.

    A body that is written as JSON counts by its parts (``requestBody.user.email``).
    """
    for key, text in flat(params, ""):
        settings = variables.settings(text)
        for name, further in flat(settings, "") if settings else _parts(key, text):
            yield Field(name, variables.written(further))


def _parts(key: str, text: str) -> list[tuple[str, str]]:
    """Return a setting, or the texts in the object that it writes as JSON; markup is no setting."""
    if key == "html":
        return []
    if text[:1] == "{" and text[:2] != "{{":
        with contextlib.suppress(msgspec.DecodeError, RecursionError):
            return list(flat(plain(msgspec.json.decode(text)), key))
    return [(key, text)]


def flat(value: Plain | Params, key: str) -> Iterator[tuple[str, str]]:
    """Yield the texts in a setting with their dotted keys; a line of a table of names and values has its name."""
    match value:
        case str():
            yield key, value
        case list():
            for one in value:
                yield from flat(_pair(one), key)
        case _:
            for name, one in value.items():
                yield from flat(one, f"{key}.{name}" if key else name)


def _pair(value: Plain) -> Plain:
    """Return a line of a table of names and values as one entry (``{parameter: a, parameterValue: b}``: ``{a: b}``)."""
    for key, of in _PAIRS if isinstance(value, dict) else ():
        if isinstance(value, dict) and set(value) == {key, of} and isinstance(name := value[key], str) and name:
            return {name: value[of]}
    return value


_PAIRS = (
    ("parameter", "parameterValue"),
    ("name", "value"),
    ("fieldName", "value"),
    ("key", "value"),
    ("index", "dimension"),
    ("index", "metric"),
    ("property", "value"),
)
