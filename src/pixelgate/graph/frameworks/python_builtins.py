"""What Python's own functions, operators and the methods of its lists, tables and texts give back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pixelgate.graph.frameworks.python_code import Named
from pixelgate.graph.frameworks.python_values import (
    Dark,
    Known,
    Made,
    Method,
    Options,
    Thing,
    either,
    options,
    truth,
    word,
)

if TYPE_CHECKING:
    from pixelgate.graph.frameworks.python_runs import Arguments, Runs

_FIELD = re.compile(r"%(?:\(\w+\))?[sdr]|\{\w*\}")
_WAYS = 8
_LONG = 5_000
_LISTS = frozenset({"list", "tuple", "set", "sorted", "reversed", "frozenset", "chain", "from_iterable"})
_TEXT: dict[tuple[str, int], Callable[..., str]] = {
    ("strip", 0): str.strip, ("strip", 1): str.strip, ("lstrip", 0): str.lstrip, ("lstrip", 1): str.lstrip,
    ("rstrip", 0): str.rstrip, ("rstrip", 1): str.rstrip, ("lower", 0): str.lower, ("upper", 0): str.upper,
    ("title", 0): str.title, ("capitalize", 0): str.capitalize, ("removeprefix", 1): str.removeprefix,
    ("removesuffix", 1): str.removesuffix, ("replace", 2): str.replace,
}  # fmt: skip
_TESTS: dict[str, Callable[[str, str], bool]] = {"startswith": str.startswith, "endswith": str.endswith}


def text(value: Known) -> str:
    """Return a value as it stands in a text, ``{}`` where it is not known."""
    match value:
        case str():
            return value
        case bool() | None:
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case _:
            return "{}"


def joined(parts: Sequence[Known]) -> Known:
    """Return the text that parts make, or those that they may."""
    made = [""]
    for part in parts:
        known: list[Known] = [way for way in options(part) if not isinstance(way, Dark)]
        ways = known or [Dark()]
        made = [before + text(way) for before in made for way in (ways if len(ways) * len(made) <= _WAYS else [Dark()])]
    return either(*map(_short, made))


def operated(sign: str, operands: Sequence[Known]) -> Known:
    """Return what an operator makes of its operands."""
    left, right = (*operands, None)[:2]
    match sign:
        case "+":
            return _added(left, right)
        case "%":
            return _filled(left, right)
        case "not":
            said = truth(left)
            return Dark() if said is None else not said
        case "==" | "!=":
            same = _same(left, right)
            return Dark() if same is None else same is (sign == "==")
        case "in" | "not in":
            inside = _inside(left, right)
            return Dark() if inside is None else inside is (sign == "in")
        case "|" if isinstance(left, dict) and isinstance(right, dict):
            return {**left, **right}
    return Dark()


def _added(left: Known, right: Known) -> Known:
    if isinstance(left, list) or isinstance(right, list):
        return extended(list(left) if isinstance(left, list) else [left], right)
    if any(isinstance(way, str) for side in (left, right) for way in options(side)):
        return joined([left, right])
    return [left, right] if isinstance(left, Made | Method | Options) else Dark()


def extended(many: list[Known], value: Known) -> list[Known]:
    """Return a list with those of another, or with one thing more, as long as it is of a length that people write."""
    if len(many) < _LONG:
        many += value[:_LONG] if isinstance(value, list) else [value]
    return many


def _short(value: str) -> Known:
    return value if len(value) < _LONG else Dark()


def _filled(form: Known, values: Known) -> Known:
    if not isinstance(form, str):
        return Dark()
    given = iter(values if isinstance(values, list) else [values])
    made = _FIELD.sub(lambda found: text(next(given, Dark())) if "(" not in found[0] else "{}", form)
    return _short(made)


def _same(left: Known, right: Known) -> bool | None:
    plain = (str, float, bool, type(None))
    if left is right:
        return None if isinstance(left, Dark) else True
    if isinstance(left, plain) and isinstance(right, plain):
        return None if "{}" in (text(left) + text(right)) else left == right
    if left is None or right is None:
        other = right if left is None else left
        return False if isinstance(other, list | dict | Made) or (isinstance(other, Thing) and other.kind) else None
    return None


def _inside(item: Known, many: Known) -> bool | None:
    if isinstance(many, list | dict):
        said = [_same(item, one) for one in many]
        return True if True in said else None if None in said else False
    if isinstance(item, str) and isinstance(many, str) and "{}" not in item + many:
        return item in many
    return None


def member_of(value: Known, name: str) -> Known:
    """Return a member of what is no object of the tree's classes: what was set on it or given to it by that name."""
    if isinstance(value, Made):
        handed = value.fields.get(name, value.argument(None, name))
        return Method(value, name) if handed is None else handed
    return Dark(f"{value.text}.{name}") if isinstance(value, Dark) else Method(value, name)


def builtin(runs: Runs, function: Known, arguments: Arguments) -> Known:
    """Return what a function of Python itself, or a method of a list, table or text, gives back; else ``Dark``."""
    plain = [value for name, value in arguments if not name]
    match function:
        case Thing(named=Named(path="", name=name)):
            return _function(runs, name.rpartition(".")[2], plain, arguments)
        case Method(owner=list() as owner, name=name):
            return _of_list(owner, name, plain)
        case Method(owner=dict() as owner, name=name):
            return _of_table(owner, name, plain, arguments)
        case Method(owner=str() as owner, name=name):
            return _of_text(runs, owner, name, plain)
        case Method(owner=Options(values=values), name=name):
            return either(*(builtin(runs, Method(one, name), arguments) for one in values))
        case _:
            return Dark()


def _function(runs: Runs, name: str, plain: list[Known], arguments: Arguments) -> Known:
    if name in _LISTS:
        known = all(isinstance(one, list | dict) for one in plain)
        return [item for one in plain for item in runs.items(one)] if known else Dark()
    match name, plain:
        case "getattr", [owner, str() as wanted, *default]:
            return _member(runs, owner, wanted, default)
        case "hasattr", [owner, str() as wanted]:
            found = runs.member(owner, wanted)
            return (False if _tells(owner) else Dark()) if isinstance(found, Method | Dark) else True
        case "isinstance", [one, cls]:
            return _is_a(runs, one, cls)
        case "dict", _:
            merged = {key: value for one in plain if isinstance(one, dict) for key, value in one.items()}
            return merged | {key: value for key, value in arguments if key}
        case _:
            return _converted(name, plain)


def _converted(name: str, plain: list[Known]) -> Known:
    match name, plain:
        case "str", [one]:
            return joined([one])
        case "bool", [one]:
            said = truth(one)
            return Dark() if said is None else said
        case "len", [list() | dict() as one]:
            return float(len(one))
        case "enumerate", [list() as one]:
            return [[Dark(), item] for item in one]
        case "zip", [list() as one, list() as other]:
            return [[*pair] for pair in zip(one, other, strict=False)]
        case _:
            return Dark()


def _tells(owner: Known) -> bool:
    """Tell whether all members of an object are known."""
    return isinstance(owner, Made) and isinstance(owner.function, Thing) and owner.function.kind == "class"


def _member(runs: Runs, owner: Known, name: str, default: list[Known]) -> Known:
    found = runs.member(owner, name)
    if not isinstance(found, Method | Dark) or not default:
        return found
    return default[0] if _tells(owner) else Options((found, default[0]))


def _is_a(runs: Runs, value: Known, cls: Known) -> Known:
    wanted = cls if isinstance(cls, list) else [cls]
    words = {word(one) for one in wanted}
    if isinstance(value, list | dict | str):
        own = {list: {"list", "tuple", "set"}, dict: {"dict"}, str: {"str"}}[type(value)]
        return bool(own & words) if words <= {"list", "tuple", "set", "dict", "str"} else Dark()
    if not (isinstance(value, Made) and isinstance(value.function, Thing) and value.function.kind == "class"):
        return Dark()
    above = runs.code.ancestors(value.function.named)
    if any(isinstance(one, Thing) and one.named in above for one in wanted):
        return True
    return False if all(isinstance(one, Thing) for one in wanted) else Dark()


def _of_list(owner: list[Known], name: str, plain: list[Known]) -> Known:
    match name, plain:
        case "append" | "add", [one]:
            owner.append(one)
        case "extend" | "update", [one]:
            extended(owner, one)
        case "insert", [float() as at, one]:
            owner.insert(int(at), one)
        case "insert", [_, one]:
            owner.append(one)
        case "copy", []:
            return list(owner)
        case _:
            return Dark()
    return None


def _of_table(owner: dict[str, Known], name: str, plain: list[Known], arguments: Arguments) -> Known:
    match name, plain:
        case "keys", []:
            return list(owner)
        case "values", []:
            return list(owner.values())
        case "items", []:
            return [[key, value] for key, value in owner.items()]
        case "get", [str() as key, *default] if "{}" not in key:
            return owner.get(key, default[0] if default else None)
        case "get", [_, *default]:
            return either(*owner.values(), *default)
        case "setdefault", [str() as key, one]:
            return owner.setdefault(key, one)
        case "copy", []:
            return dict(owner)
        case "update", _:
            owner |= {key: value for one in plain if isinstance(one, dict) for key, value in one.items()}
            owner |= {key: value for key, value in arguments if key}
            return None
        case _:
            return Dark()


def _of_text(runs: Runs, owner: str, name: str, plain: list[Known]) -> Known:
    known = [one for one in plain if isinstance(one, str)]
    if name == "format":
        return _filled(owner, plain)
    if name == "join" and len(plain) == 1 and isinstance(plain[0], list):
        parts = runs.items(plain[0])
        return joined([part for one in parts for part in (owner, one)][1:])
    if len(known) != len(plain):
        return Dark()
    if (name, len(known)) in _TEXT:
        return _short(_TEXT[name, len(known)](owner, *known))
    if name in _TESTS and len(known) == 1 and "{}" not in owner:
        return _TESTS[name](owner, known[0])
    if name == "split" and len(known) <= 1 and "{}" not in owner:
        return [*owner.split(known[0] if known else None)] if known != [""] else Dark()
    return Dark()
