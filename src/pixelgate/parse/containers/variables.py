"""The variables of Google Tag Manager: where each takes its value from.

Sources: https://support.google.com/tagmanager/answer/7683362, https://developers.google.com/tag-platform/tag-manager/api/reference/variables-dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from pixelgate.parse.containers.model import EVENT, Origin, Row, Variable, Written

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
"""A setting as both forms of a container write it; ``{{name}}`` in a text stands for a variable."""
Params: TypeAlias = Mapping[str, Plain]

SETTINGS = frozenset({"gas", "gtcs", "gtes"})
"""Variables that hold settings for tags."""

_NAMED = re.compile(r"\{\{([^{}]{1,300})\}\}")
_WORD = re.compile(r"[\w.-]{1,100}")
_ROWS = 200
_ROOM = 20_000

_BUILT_IN = {
    "pageurl": Origin.URL,
    "pagehostname": Origin.HOST,
    "pagepath": Origin.PATH,
    "referrer": Origin.REFERRER,
    "event": Origin.EVENT,
    "eventname": Origin.EVENT,
    "pagelocation": Origin.UNKNOWN,
    "clientname": Origin.CONTAINER,
    "containerid": Origin.CONTAINER,
    "containerversion": Origin.CONTAINER,
    "randomnumber": Origin.CONTAINER,
    "environmentname": Origin.CONTAINER,
    "debugmode": Origin.CONTAINER,
    "htmlid": Origin.CONTAINER,
}
_AUTO = re.compile(r"(click|form|scroll|video|element|newhistory|oldhistory|history|error|percentvisible|onscreen)\w*")
_COMPONENTS = {
    "": Origin.URL,
    "URL": Origin.URL,
    "HOST": Origin.HOST,
    "PATH": Origin.PATH,
    "QUERY": Origin.QUERY,
    "FRAGMENT": Origin.FRAGMENT,
}
_CODES = {
    "f": Origin.REFERRER,
    "v": Origin.LAYER,
    "ed": Origin.LAYER,
    "j": Origin.SCRIPT,
    "jsm": Origin.SCRIPT,
    "d": Origin.ELEMENT,
    "vis": Origin.ELEMENT,
    "aev": Origin.AUTO,
    "k": Origin.COOKIE,
    "awec": Origin.USER_DATA,
    "e": Origin.EVENT,
    "r": Origin.CONTAINER,
    "ctv": Origin.CONTAINER,
    "cid": Origin.CONTAINER,
    "dbg": Origin.CONTAINER,
    "ev": Origin.CONTAINER,
}
_KEYS = ("name", "cookieName", "keyPath")
_VALUES = frozenset({"", "value"})
"""Attributes by which the value or text of an element is read; any other says nothing of what a visitor enters."""


def _same(text: str) -> str:
    return text


def plain(value: object, spelled: Callable[[str], str] = _same) -> dict[str, Plain]:
    """Return an object of JSON as settings; ``spelled`` writes variables in its texts as ``{{name}}``."""
    return {str(key): _plain(one, spelled) for key, one in value.items()} if isinstance(value, dict) else {}


def _plain(value: object, spelled: Callable[[str], str]) -> Plain:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return spelled(value)
        case int() | float():
            return str(value)
        case list():
            return [_plain(one, spelled) for one in value]
        case dict():
            return plain(value, spelled)
        case _:
            return ""


class Variables:
    """The variables of one container by name; each is resolved when it is first asked for."""

    def __init__(self, given: Mapping[str, tuple[str, Params]], built_in: Mapping[str, str]) -> None:
        self._given = given
        self._built_in = built_in
        self._known: dict[str, Variable] = {}
        self._room = _ROOM

    def settings(self, text: str) -> Params:
        """Return the settings that a text refers to as a whole (``{{GA settings}}``)."""
        found = _NAMED.fullmatch(text.strip())
        code, params = self._given.get(found[1], ("", {})) if found else ("", {})
        return params if code in SETTINGS else {}

    def written(self, text: str) -> Written:
        """Return a text with its variables resolved; what a constant says is part of the text."""
        return tuple(self._joined(text))

    def filled(self, markup: str) -> str:
        """Return markup with the constants in it written out where they are plain words; the rest stays in braces."""
        return _NAMED.sub(self._word, markup)

    def held(self, markup: str) -> tuple[Variable, ...]:
        """Return the variables that stand in markup, constants aside."""
        found = (self.variable(name) for name in dict.fromkeys(_NAMED.findall(markup)))
        return tuple(one for one in found if one.origin is not Origin.CONSTANT)

    def _word(self, found: re.Match[str]) -> str:
        variable = self.variable(found[1])
        return variable.key if variable.origin is Origin.CONSTANT and _WORD.fullmatch(variable.key) else found[0]

    def _joined(self, text: str) -> Iterator[str | Variable]:
        before = ""
        for index, part in enumerate(_NAMED.split(text)):
            variable = self.variable(part) if index % 2 else Variable("", Origin.CONSTANT, part)
            if variable.origin is Origin.CONSTANT:
                before += variable.key
                continue
            if before:
                yield before
            yield variable
            before = ""
        if before:
            yield before

    def variable(self, name: str) -> Variable:
        """Return a variable by its name; a table becomes unknown when too many lines were told already."""
        if name not in self._known:
            self._known[name] = Variable(name, Origin.UNKNOWN)  # one that refers to itself
            self._known[name] = self._resolved(name)
        found = self._known[name]
        self._room -= len(found.table)
        return found if not found.table or self._room > 0 else Variable(name, Origin.UNKNOWN)

    def _resolved(self, name: str) -> Variable:
        code, params = self._given.get(name, ("", {}))
        if not code:
            return self._built_in_variable(name)
        if code == "c":
            return _constant(name, _text(params, "value"))
        if code in {"smm", "remm"}:
            return self._table(name, params, regex=code == "remm")
        if code == "u":
            return Variable(name, _component(params), _text(params, "queryKey"))
        origin = _CODES.get(code, Origin.SCRIPT if code.startswith("cvt_") else Origin.UNKNOWN)
        if origin is Origin.ELEMENT:
            return Variable(name, origin, _selector(params))
        if code == "aev":
            return _happened(name, params)
        key = next((text for one in _KEYS if (text := _text(params, one))), "")
        return Variable(name, origin, key, code=_text(params, "javascript"))

    def _built_in_variable(self, name: str) -> Variable:
        if name == EVENT.name:
            return EVENT
        kind = re.sub(r"[\W_]", "", self._built_in.get(name, name)).lower()
        origin = _BUILT_IN.get(kind) or (Origin.AUTO if _AUTO.fullmatch(kind) else Origin.UNKNOWN)
        if kind in {"clicktext", "formtext"}:
            return Variable(name, Origin.CLICKED, name)
        return Variable(name, origin, name if origin is Origin.AUTO else "")

    def _table(self, name: str, params: Params, *, regex: bool) -> Variable:
        rows = params.get("map")
        lines = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        source = self.written(_text(params, "input"))
        of = source[0].origin if len(source) == 1 and isinstance(source[0], Variable) else Origin.UNKNOWN
        if len(lines) > _ROWS or of is Origin.TABLE or _flag(params, "replaceAfterMatch"):
            return Variable(name, Origin.UNKNOWN)
        table = tuple(self._row(line, params, regex=regex) for line in lines)
        given = _flag(params, "setDefaultValue")
        default = self._output(_text(params, "defaultValue")) if given else "undefined"
        return Variable(name, Origin.TABLE, table=table, of=of, default=default)

    def _row(self, line: Params, params: Params, *, regex: bool) -> Row:
        text, output = _text(line, "key"), self._output(_text(line, "value"))
        if not regex:
            return Row("equals" if "{{" not in text else "", text, output)
        whole = params.get("fullMatch", "true") != "false"
        ignore_case = params.get("ignoreCase", "true") != "false"
        return Row("regex", f"^(?:{text})$" if whole else text, output, ignore_case)

    def _output(self, text: str) -> str | None:
        """Return the known text of an output."""
        written = self.written(text)
        return "".join(map(str, written)) if all(isinstance(part, str) for part in written) else None


def _selector(params: Params) -> str:
    """Return the selector of an element whose value or text a variable gives; empty for one of its other attributes."""
    if _text(params, "attributeName") not in _VALUES:
        return ""
    identifier = _text(params, "elementId")
    return f"#{identifier}" if identifier else _text(params, "elementSelector")


def _happened(name: str, params: Params) -> Variable:
    """Return an auto-event variable; the value of what was used is what the visitor entered there."""
    kind = _text(params, "varType")
    if kind == "ATTRIBUTE" and _text(params, "attribute") == "value":
        return Variable(name, Origin.USER_DATA, kind)
    return Variable(name, Origin.CLICKED if kind in {"TEXT", ""} else Origin.AUTO, kind or "TEXT")


def _constant(name: str, text: str) -> Variable:
    return Variable(name, Origin.UNKNOWN if "{{" in text else Origin.CONSTANT, text)


def _component(params: Params) -> Origin:
    """Return the part of the address that a URL variable gives; one that it changes is not known."""
    changed = _text(params, "customUrlSource") or _flag(params, "stripWww") or params.get("defaultPages")
    return Origin.UNKNOWN if changed else _COMPONENTS.get(_text(params, "component"), Origin.UNKNOWN)


def _text(params: Params, key: str) -> str:
    value = params.get(key, "")
    return value if isinstance(value, str) else ""


def _flag(params: Params, key: str) -> bool:
    return params.get(key) == "true"
