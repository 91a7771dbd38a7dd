"""Libraries of Tealium iQ as its servers deliver them: the loader ``utag.js``, and the tags ``utag.<number>.js``.

The loader lists its tags (``utag.loader.cfg``), with the load rules that each needs (``utag.cond[12]``), and the rules
as code: comparisons of what the page tells, joined by ``&&`` and ``||``. A tag's own code stands in a file of its own
or in the loader, and says at its end which tag of which profile it is.
Source: https://docs.tealium.com/iq-tag-management/getting-started/install/universal-tag/.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

import msgspec

from pixelgate.parse.containers.boolean import MOST, Alternatives, alternatives
from pixelgate.parse.containers.model import (
    Condition,
    Container,
    Field,
    Firing,
    Moment,
    Origin,
    Tag,
    Trigger,
    Variable,
    on,
    whole,
)
from pixelgate.source import Span

MARKS = (b".sender[", b"utag")
LOADER = (b"utag.loader", b"initcfg")
MANAGER = "tealium"

_LONGEST = 50_000
"""Characters of the longest load rule that is read."""

_PROFILE = re.compile(r"utag\.o\[\s*['\"][\w-]+\.(?P<profile>[\w.-]+)['\"]\s*\]\s*=")
_NUMBER = re.compile(r"\butid\s*:\s*['\"][\w./-]*?(\d{8,14})['\"]")
_TABLE = re.compile(r"utag\.loader\.cfg\s*=\s*\{")
_ENTRY = re.compile(
    r"['\"]?(?P<uid>\d{1,6})['\"]?\s*:\s*\{\s*load\s*:(?P<load>[^,{}]{1,2000}),\s*send\s*:(?P<rest>[^{}]{0,500})\}"
)
_TEMPLATE = re.compile(r"\btid\s*:\s*['\"]?([\w-]+)")
_RULE = re.compile(r"(?:utag\.cond|\bc)\[\s*(\d{1,6})\s*\]\s*\|=")
_CAUGHT = re.compile(r"\}\s*catch\b")
_TOLD = re.compile(r"(?:utag\.cond|\bc)\[\s*(\d{1,6})\s*\]")
_SENDER = re.compile(
    r"\}\s{0,9}\)?\s{0,9}\(\s{0,9}['\"](?P<uid>\d{1,6})['\"]\s{0,9},\s{0,9}['\"][\w-]{1,99}\.(?P<profile>[\w.-]{1,99})['\"]"
)
_BEGINNING = re.compile(
    r"^[ \t]*//\s*tealium universal tag - utag\.(?:sender\.(?P<template>\d+)?)?[\w.-]* ", re.MULTILINE
)
_ADDRESS = re.compile(
    r"['\"](?:https?:)?(?://)?(?P<host>[a-z0-9][\w-]{0,62}(?:\.[\w-]{1,63}){1,5})(?P<path>/[^'\"\s\\]{0,300})['\"]",
    re.IGNORECASE,
)
_MOST_ADDRESSES = 20
_MAP = re.compile(r"\bu\.map\s*=\s*\{(?P<pairs>[^{}]{0,20000})\}")
_PAIR = re.compile(r"['\"]([^'\"]{1,200})['\"]\s*:\s*['\"]([^'\"]{1,400})['\"]")

_DATA = (
    r"(?:utag\.data|\bd|\bb)\[\s*['\"](?P<key>[^'\"]{1,200})['\"]\s*\]"
    r"(?P<text>\.toString\(\))?(?P<lower>\.toLowerCase\(\))?"
)
_VALUE = r"['\"](?P<value>[^'\"]{0,500})['\"](?P<lowered>\.toLowerCase\(\))?"
_COMPARISONS = (
    (re.compile(rf"{_DATA}\s*(?P<sign>[!=])==?\s*{_VALUE}"), "equals"),
    (re.compile(rf"{_DATA}\.indexOf\(\s*{_VALUE}\s*\)\s*(?P<sign>>\s*-1|>=\s*0|<\s*0|==?=?\s*-1)"), "contains"),
    (re.compile(rf"{_DATA}\.indexOf\(\s*{_VALUE}\s*\)\s*(?P<sign>[!=])==?\s*0"), "starts"),
    (re.compile(rf"(?P<sign>!?)/(?P<value>(?:[^/\\\n]|\\.){{1,500}})/(?P<flags>\w*)\.test\(\s*{_DATA}\s*\)"), "regex"),
)
_NEGATED = frozenset({"!", "<0", "==-1", "===-1", "=-1"})
_KEYS = {"dom.pathname": Origin.PATH, "dom.url": Origin.URL, "dom.domain": Origin.HOST, "dom.hash": Origin.FRAGMENT}
_PREFIXES = {
    "qp": Origin.QUERY,
    "cp": Origin.COOKIE,
    "js_page": Origin.SCRIPT,
    "meta": Origin.UNKNOWN,
    "dom": Origin.UNKNOWN,
}


def read(text: str) -> Iterator[Container]:
    """Yield the container whose loader a file is, and those of whose tags it holds the code."""
    senders = {one.name: one for one in _senders(text)}
    profile = _PROFILE.search(text)
    table = _TABLE.search(text)
    if profile and table:
        yield _loader(text, profile, table, senders)
    else:
        for owner in sorted({one.owner for one in senders.values()}):
            tags = tuple(one.tag for one in senders.values() if one.owner == owner)
            yield Container(MANAGER, owner, 0, Span(0, 0), tags, part=True)


class _Sender(msgspec.Struct, frozen=True):
    """The code of a tag: its number, the profile that it belongs to, and the tag."""

    name: str
    owner: str
    tag: Tag


def _senders(text: str) -> Iterator[_Sender]:
    """Yield the code of tags: each from the comment at its beginning to where it says which tag it is."""
    beginnings = list(_BEGINNING.finditer(text))
    starts = [one.start() for one in beginnings]
    last = 0
    for found in _SENDER.finditer(text):
        at = bisect_left(starts, found.start())
        comment = beginnings[at - 1] if at and starts[at - 1] >= last else None
        start = comment.start() if comment else last
        template = (comment["template"] if comment else None) or found["uid"]
        yield _Sender(found["uid"], found["profile"], _sender(found, text[start : found.end()], template))
        last = found.end()


def _rules(text: str) -> dict[str, str]:
    """Return the expressions of the load rules by their numbers."""
    found = list(_RULE.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)][: len(found)]
    said = ((one[1], text[one.end() : min(end, one.end() + _LONGEST)]) for one, end in zip(found, ends, strict=True))
    return {number: code[: caught.start()].strip(" ;") for number, code in said if (caught := _CAUGHT.search(code))}


def _sender(found: re.Match[str], code: str, template: str) -> Tag:
    closed = code.replace("</", "<\\/")
    return Tag(
        f"tag {found['uid']}",
        template,
        Span(*found.span("uid")),
        fields=tuple(_mapped(code)),
        firing=(Firing(f"tag {found['uid']}"),),
        hosts=_addresses(code),
        html=f"<script>{closed});</script>",
    )


def _addresses(code: str) -> tuple[str, ...]:
    """Return the addresses in a tag's code: templates hold them in settings, and functions of theirs load them."""
    found = dict.fromkeys(f"https://{one['host']}{one['path']}" for one in _ADDRESS.finditer(code))
    return tuple(found)[:_MOST_ADDRESSES]


def _mapped(code: str) -> Iterator[Field]:
    """Yield what a tag sends of what the page tells: ``u.map={"customer_email": "em"}``."""
    for found in _MAP.finditer(code):
        for pair in _PAIR.finditer(found["pairs"]):
            for name in pair[2].split(","):
                yield Field(f"map.{name.strip()}", (variable(pair[1]),))


def _loader(text: str, profile: re.Match[str], table: re.Match[str], senders: Mapping[str, _Sender]) -> Container:
    rules = _rules(text)
    number = _NUMBER.search(text)
    triggers: dict[str, Trigger] = {}
    tags = []
    for found in _ENTRY.finditer(text, table.end()):
        for one in _triggers(found["load"].strip(), rules):
            triggers.setdefault(one.id, one)
        tags.append(_tag(found, senders, rules))
    return Container(
        MANAGER,
        profile["profile"],
        int(number[1]) if number else 1,
        Span(*table.span()),
        tuple(tags),
        tuple(triggers.values()),
        ("its extensions may run code by themselves",) if "handler.extend" in text else (),
    )


def _tag(found: re.Match[str], senders: Mapping[str, _Sender], rules: Mapping[str, str]) -> Tag:
    template = _TEMPLATE.search(found["rest"])
    sender = senders.get(found["uid"])
    return Tag(
        f"tag {found['uid']}",
        template[1] if template else found["uid"],
        Span(*found.span("uid")),
        fields=sender.tag.fields if sender else (),
        firing=tuple(Firing(one.id) for one in _triggers(found["load"].strip(), rules)),
        hosts=sender.tag.hosts if sender else (),
        html=sender.tag.html if sender else "",
        paused=found["load"].strip() == "0" or found["rest"].lstrip().startswith("0"),
    )


def _triggers(load: str, rules: Mapping[str, str]) -> Iterator[Trigger]:
    """Yield a trigger for each way in which the load rules of a tag can hold; too many are one that nobody knows."""
    wanted = _wanted(load, rules)
    if wanted is None:
        yield Trigger(load, "load rules", "page view", (on(Moment.PAGE),), known=False)
        return
    name = " and ".join(f"load rule {one}" for one in dict.fromkeys(_TOLD.findall(load))) or "all pages"
    for at, said in enumerate(wanted):
        conditions = tuple(_condition(one) for one in said)
        yield Trigger(f"{load}/{at}", name, "page view", (on(Moment.PAGE), *conditions))


def _wanted(load: str, rules: Mapping[str, str]) -> Alternatives | None:
    """Return the comparisons that have to hold, as alternatives; ``None`` where they are not known."""
    if re.fullmatch(r"\d+", load):
        return [[]]
    found: Alternatives = []
    for way in alternatives(load) or ():
        parts = [alternatives(rules.get(told[1], "")) if (told := _TOLD.fullmatch(one)) else None for one in way]
        known: Alternatives = [[]]
        for part in parts:
            if part is None or len(known) * len(part) > MOST:
                return None
            known = [[*some, *more] for some in known for more in part]
        found += known
    return found if 0 < len(found) <= MOST else None


def _condition(said: str) -> Condition:
    """Return a comparison; one of another form may hold."""
    for pattern, operator in _COMPARISONS:
        found = pattern.fullmatch(said)
        if found is None:
            continue
        lower, value = bool(found["lower"]), found["value"]
        if lower and operator != "regex" and not found["lowered"] and value != value.lower():
            break
        negate = re.sub(r"\s", "", found["sign"]) in _NEGATED
        ignore_case = lower or "i" in (found.groupdict().get("flags") or "")
        return whole(Condition((variable(found["key"]),), operator, (value,), negate, ignore_case))
    return Condition((Variable(said[:60], Origin.UNKNOWN),), "holds", ())


def variable(key: str) -> Variable:
    """Return what a key of the data object stands for: a part of the address, a cookie, or what the page tells."""
    prefix, dot, rest = key.partition(".")
    if key in _KEYS:
        return Variable(key, _KEYS[key])
    if dot and prefix in _PREFIXES:
        return Variable(key, _PREFIXES[prefix], rest)
    return Variable(key, Origin.LAYER, key)
