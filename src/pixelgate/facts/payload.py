"""What a call sends: values become parameters that say where each comes from and which category it falls into."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

import msgspec

from pixelgate.facts.evidence import weakest
from pixelgate.facts.lexicon import (
    PERSONAL,
    Classified,
    classify,
    classify_value,
    classify_whole,
    is_aspect,
    is_group,
    is_nobody,
    is_of_machine,
    is_stand_in,
    is_trait,
)
from pixelgate.facts.model import Confidence, Origin, Parameter
from pixelgate.facts.origins import ROOM, empty, expression, parts, share
from pixelgate.facts.trails import TOLD, source, trails
from pixelgate.parse.values import (
    Array,
    Constant,
    Entry,
    Function,
    Hole,
    Object,
    Text,
    Unknown,
    Value,
    alternatives,
    constant,
)

WHOLE = "..."
"""The name of a parameter that stands for a whole object whose keys are not known."""

_NEUTRAL = re.compile(
    r"\b(?:document|window|getElementById|querySelector(?:All)?|value|target|toString|JSON|stringify)\b"
)


_WORDED = re.compile(
    r"\.(?:replace|replaceAll|split|join|startsWith|endsWith|includes|indexOf|match|search|test|padStart|padEnd)"
    r"\((?:[^()'\"`]|'[^']*'|\"[^\"]*\"|`[^`]*`|\([^()]*\)){0,200}\)"
)
"""Methods of text whose arguments say what is sought or put in, not what the text is: ``.replace(x, "[email]")``."""

_FLAG = re.compile(r"\w\??\.((?:is|has|was|did|can|should)[A-Z]\w*|\w{2,}ed)$")
"""A yes or no about what the steps before it name: ``patient.isNew``, ``contact.verified``."""

_STEP = re.compile(r"(?:^|[.$])(\w+)(?:\(\))?\s*$")
"""The last step of a path, which says what is taken from the steps before it."""

_CODE = re.compile(r"[{}]|=>|;")
"""What shows that an expression is code, and not a path: its words say little of its value."""

_KEYED = frozenset({"url", "storage", "cookie", "response"})
_KEY = re.compile(r"(?:\.|\[['\"]?|\(['\"])([A-Za-z][\w-]*)['\"]?[\])]*$")
_WHOLES = {
    "storage": re.compile(
        r"(?:getItem\(\s*['\"]|Storage(?:\.|\[['\"]))([\w-]+)['\"]?[\])]*(?:\s*(?:\|\||\?\?)[^.]*)?\)?$"
    ),
    "response": re.compile(r"[/'\"`]([A-Za-z][\w-]*)/?['\"`][^.]*\)(?:\.(?:json\(\)|data))*$"),
}
"""What holds the last part of where an object is kept, and shows that nothing is taken from it."""

_QUOTED = re.compile(r"['\"`]([^'\"`]+)['\"`]")


class Reading(msgspec.Struct, frozen=True):
    """How names are to be understood: keys whose category the vendor fixes, and whether a person is described."""

    known: Mapping[str, str] = {}
    personal: bool = False


PLAIN = Reading()


def parameter(name: str, value: Value, reading: Reading = PLAIN) -> Parameter:
    """Describe one value under its name."""
    return _parameter(name, value, reading, ROOM)


def parameters(value: Value, reading: Reading = PLAIN) -> tuple[Parameter, ...]:
    """Describe the entries of an object; a value that is no known object is one parameter named ``...``."""
    return tuple(_entries(value, reading, ROOM))


def _parameter(name: str, value: Value, reading: Reading, room: int) -> Parameter:
    options = list(alternatives(value))
    known = [text for text in map(constant, options) if text is not None]
    first = next((o for o in options if not isinstance(o, Constant)), value if len(options) > 1 else options[0])
    origins = trails(value)
    found = None if all(map(_says_nothing, options)) else _classified(name, options, reading, origins)
    return Parameter(
        name,
        value=known[0] if len(options) == 1 and known else None,
        source=source(value, origins),
        category=found.category if found else None,
        expression=" | ".join(known) if first is value and len(options) > 1 else expression(first),
        children=tuple(_children(options, PLAIN if is_group(name) else reading, room)),
        confidence=found.confidence if found else Confidence.HIGH,
        origins=origins,
    )


def _says_nothing(value: Value) -> bool:
    """Tell whether a value takes back what was sent before, names nobody, or is a function, which is not sent."""
    if isinstance(value, Constant):
        return value.value is None or (isinstance(value.value, str) and is_nobody(value.value))
    return isinstance(value, Function)


def _classified(name: str, options: list[Value], reading: Reading, origins: tuple[Origin, ...]) -> Classified | None:
    """Look at the name, then at the words of the expressions, then at literal values."""
    known = next((text for text in map(constant, options) if text is not None), None)
    found = Classified(reading.known[name], Confidence.HIGH, name) if name in reading.known else None
    found = found or _not_aspect(classify(name, known, personal=reading.personal), name)
    if not origins or not all(TOLD.search(origin.expression) for origin in origins):
        found = found or _said(options, origins)
    if found and len(options) == 1 and known is not None and is_stand_in(found, known):
        return None
    if found and found.category in PERSONAL and not is_trait(name) and all(_is_answer(one, options) for one in options):
        return None
    machine = found is not None and all(is_of_machine(found, f"{name} {text}") for text in _ways(options, origins))
    return None if machine else found


def _is_answer(value: Value, options: list[Value]) -> bool:
    """Tell whether a value is a yes or no, a count, or one of a few words that the code holds."""
    match value:
        case Constant():
            return len(options) > 1
        case Unknown(path=path):
            return bool(TOLD.search(path))
        case _:
            return False


def _not_aspect(found: Classified | None, name: str) -> Classified | None:
    return None if found and is_aspect(found, name) else found


def _last_step(path: str) -> str:
    step = _STEP.search(path)
    return step[1] if step else ""


def _said(options: list[Value], origins: tuple[Origin, ...]) -> Classified | None:
    """Return what the words of the first telling expression or literal say."""
    values = (_of_value(option, ROOM) for option in options)
    return next(filter(None, itertools.chain(values, map(_of_origin, origins))), None)


def _ways(options: list[Value], origins: tuple[Origin, ...]) -> list[str]:
    """Return the expressions of the values that something may be; of one alone, with where it comes from."""
    said = [expression(option) for option in options if not empty(option)]
    return [" ".join((*said, *(origin.expression for origin in origins)))] if len(said) == 1 else said or [""]


def _of_origin(origin: Origin) -> Classified | None:
    """Look at the key that is read from the address, the storage, a cookie, and at the path of a request."""
    if origin.source not in _KEYED or TOLD.search(origin.expression):
        return None
    path = _QUOTED.search(origin.expression)
    key = _KEY.search(origin.expression)
    asked = classify(path[1]) if path and origin.source == "response" else None
    return _guessed(asked or (classify(key[1]) if key else None)) or _of_whole(origin)


def _of_whole(origin: Origin) -> Classified | None:
    """Look at the key or the address under which an object is kept that is sent as it is."""
    found = _WHOLES[origin.source].search(origin.expression) if origin.source in _WHOLES else None
    return classify_whole(found[1]) if found else None


def _of_value(value: Value, room: int) -> Classified | None:
    match value:
        case Constant(value=str() as text):
            return classify_value(text)
        case Hole(expression=text):
            return _guessed(_not_aspect(classify(text), _last_step(text)))
        case Unknown(path=path) if TOLD.search(path):
            return None
        case Unknown(path=path):
            flag = _FLAG.search(path)
            told = flag[1] if flag else _NEUTRAL.sub(" ", _WORDED.sub(" ", path))
            said = None if _CODE.search(path) else classify(told)
            aspect = said is not None and is_aspect(said, _last_step(told))
            return None if aspect else _guessed(said) or _first(value, room)
        case Text():
            return _first(value, room)
        case _:
            return None


def _guessed(found: Classified | None) -> Classified | None:
    """Return what the words of an expression say: less surely than the name under which a value is sent."""
    return found and msgspec.structs.replace(found, confidence=weakest(found.confidence, Confidence.MEDIUM))


def _first(value: Value, room: int) -> Classified | None:
    inner = parts(value)
    found = (_of_value(part, share(room, inner)) for part in inner[:room])
    return next((one for one in found if one), None)


def _children(options: list[Value], reading: Reading, room: int) -> Iterator[Parameter]:
    for option in options[:room]:
        match option:
            case Object():
                yield from _entries(option, reading, room)
            case Array(items=items):
                for index, item in enumerate(items[:room]):
                    yield _parameter(str(index), item, reading, share(room, items))
            case Unknown(inputs=inputs):
                for one in inputs[:room]:
                    if isinstance(one, Object):
                        yield from _entries(one, reading, share(room, inputs))
            case _:
                pass


def _entries(value: Value, reading: Reading, room: int) -> Iterator[Parameter]:
    for option in alternatives(value):
        if isinstance(option, Object):
            entries = _last(option.entries)
            for entry in entries[:room]:
                yield _parameter(entry.key or "{}", entry.value, reading, share(room, entries))
        elif not empty(option) and not isinstance(option, Constant):
            yield _parameter(WHOLE, option, reading, room // 2)


def _last(entries: tuple[Entry, ...]) -> list[Entry]:
    """Keep the last value of each key, at the place of the first, as the run time does."""
    by_key: dict[str | int, Entry] = {}
    for index, entry in enumerate(entries):
        by_key[index if entry.key in (None, WHOLE) else str(entry.key)] = entry
    return list(by_key.values())
