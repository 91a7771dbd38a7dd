"""What a tag sends or writes: its settings as fields with dotted keys, and its markup."""

from __future__ import annotations

import html
from collections.abc import Iterator

from pixelgate.parse.containers.model import Field
from pixelgate.parse.containers.variables import Params, Plain, Variables


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
    """Yield the settings of a tag, those of the settings variables that it refers to among them."""
    for key, text in flat(params, ""):
        if key != "html":
            yield Field(key, variables.written(text))
        for name, further in flat(variables.settings(text), ""):
            yield Field(name, variables.written(further))


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
