"""Addresses of vendors: a URL and what the page does with it become a loader, beacon, frame or hint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

import msgspec

from pixelgate.facts import conversions
from pixelgate.facts.evidence import Evidence
from pixelgate.facts.grammar import SPREAD
from pixelgate.facts.model import Confidence, Parameter, SightingKind
from pixelgate.facts.origins import expression
from pixelgate.facts.payload import PLAIN, Reading, parameter
from pixelgate.facts.referrer import policy_of
from pixelgate.parse.document import State, Use
from pixelgate.parse.values import Constant, Entry, Hole, How, Object, Text, Unknown, Value, alternatives, constant
from pixelgate.parse.values import pattern as known_text
from pixelgate.source import Span
from pixelgate.vendors.catalog import Catalog, UrlMatch
from pixelgate.vendors.urls import UNKNOWN, split

_KINDS: dict[Use, SightingKind] = {
    Use.LOAD: SightingKind.LOADER,
    Use.REQUEST: SightingKind.BEACON,
    Use.FRAME: SightingKind.IFRAME,
    Use.HINT: SightingKind.HINT,
}
_BY_PATTERN = {"loader": SightingKind.LOADER, "beacon": SightingKind.BEACON, "iframe": SightingKind.IFRAME}
_SENT_TO = {"server": SightingKind.CONVERSION, "relay": SightingKind.RELAY}
_SENDING = frozenset({Use.REQUEST, Use.DATA, Use.CONFIG})
_ASKED = frozenset({SightingKind.BEACON, SightingKind.LOADER, SightingKind.IFRAME})
"""What an address is to a browser, which to code of a server is where it sends."""

URL_KEYS = frozenset({
    "src", "href", "url", "source", "script", "scripturl", "script_url", "srcurl", "loader", "uri", "cdn", "cdnurl",
    "data-src", "tagurl", "libraryurl", "pixelurl", "endpoint", "beacon", "iframe",
})  # fmt: skip
"""Keys of settings whose value is an address that the reader of the settings loads."""

ADDRESS_KEYS = frozenset({"js", "domain", "host", "server", "proxy", "api_host", "apihost"})
"""Keys of settings whose value says at which address a vendor's script or server is, without loading it."""

_BRACKETS = re.compile(r"[^\[]*\[([^\]]+)\]$")
_BODIES = frozenset({"body", "data", "params"})

_NAMELESS = re.compile(r"\{[\w$]{0,2}\}")
"""An ID that is a parameter of the loader's own snippet: its name says nothing."""

_MARK = "\ue000"
"""Private-use characters from here on stand for the unknown parts of a URL while its query is read."""

_UNKNOWN_KEY = re.compile(f"[{_MARK}-{chr(ord(_MARK) + 0xFFF)}]")


class Address(msgspec.Struct, frozen=True):
    """A URL in the page: its value, place and state, what is done with it, and what is sent with it.

    ``server``: it stands in code that runs on a server.
    """

    value: Value
    use: Use
    span: Span
    state: State = State.ACTIVE
    beside: tuple[Value, ...] = ()
    server: bool = False


def evidence(address: Address, catalog: Catalog) -> Iterator[Evidence]:
    """Yield what the vendors say of a URL; a host that only the third-party-web data knows is ``other:<entity>``."""
    for value in alternatives(address.value):
        text = known_text(value).replace("&amp;", "&")  # JSX and frameworks' attributes are not decoded
        if "." not in text and "/" not in text:
            continue
        matches = catalog.url(text) or catalog.url(_with_root(text)) or catalog.url(_with_path(text))
        for match in matches:
            yield from _of_match(address, value, match, catalog)
        if not matches:
            yield from _other(address, text, catalog)


def settings(value: Value, state: State, catalog: Catalog) -> Iterator[Evidence]:
    """Yield the vendors to whose address a setting of code points."""
    text = known_text(value)
    owner = _at_host(split(text).host, catalog) if "//" in text else None
    for vendor in dict.fromkeys([match.vendor for match in catalog.url(text)] or ([owner] if owner else [])):
        yield Evidence(
            vendor,
            SightingKind.CONFIG,
            value.span,
            family=vendor,
            url=text,
            confidence=Confidence.LOW,
            state=state,
        )


def _at_host(host: str, catalog: Catalog) -> str | None:
    """Return the vendor at a host: of several, the one that has its name."""
    labels = host.split(".")
    return next((slug for slug in catalog.vendors if slug.replace("-", "") in labels), None) or catalog.of_host(host)


def _with_root(text: str) -> str:
    """Return a URL whose unknown beginning ends in a slash, as in ``root + "matomo.js"``."""
    return re.sub(r"^\{\}(?=\w)", "//{}/", text)


def _with_path(text: str) -> str:
    """Return a URL whose path is not known, as in ``https://${HOST}${path}``."""
    return re.sub(r"^((?:https?:)?//[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})\{\}", r"\1/{}", text)


def _of_match(address: Address, value: Value, match: UrlMatch, catalog: Catalog) -> Iterator[Evidence]:
    kind = SightingKind.INIT if is_id(value, match, catalog) else _kind(address.use, match)
    kind = SightingKind.CONVERSION if kind in _ASKED and address.server and match.served else kind
    if kind is None:
        return
    if kind in _SENT_TO.values():
        yield _told_by_server(address, value, match, catalog)
        return
    query = (*_query(value), *_sent(address.beside))
    said = {meaning: _meant(match, meaning, value, query) for meaning in ("id", "event")}
    one = Evidence(
        match.vendor,
        kind,
        address.span,
        family=match.vendor,
        id=said["id"],
        event=said["event"],
        parameters=_parameters(match, query) if kind is SightingKind.BEACON else (),
        url=known_text(value),
        confidence=_confidence(address, value, match),
        state=address.state,
        referrer=_referrer(address.beside),
    )
    yield one
    if match.starts and one.id and kind is SightingKind.LOADER:
        yield msgspec.structs.replace(one, kind=SightingKind.INIT)
    user = _user(match, query, catalog)
    if user and kind is SightingKind.BEACON:
        yield msgspec.structs.replace(one, kind=SightingKind.USER_DATA, parameters=user)


def _referrer(beside: tuple[Value, ...]) -> str:
    """Return the referrer policy that a request is made with (``fetch(url, {referrerPolicy: …})``)."""
    entries = (entry for value in beside for option in alternatives(value) for entry in _of_object(option))
    return next((policy_of(constant(one.value) or "") for one in entries if one.key == "referrerPolicy"), "")


def _of_object(value: Value) -> tuple[Entry, ...]:
    return value.entries if isinstance(value, Object) else ()


def _told_by_server(address: Address, value: Value, match: UrlMatch, catalog: Catalog) -> Evidence:
    """Return what is sent to a conversions API, or to an address of the site's own that passes it on."""
    vendor = catalog.vendors[match.vendor]
    query = _query(value) if any(said.meaning == "id" for said in match.query) else ()
    sent = tuple(conversions.said(address.beside))
    return Evidence(
        match.vendor,
        SightingKind.RELAY if match.kind == "relay" else SightingKind.CONVERSION,
        address.span,
        family=match.vendor,
        id=_meant(match, "id", value, query),
        event=conversions.event_of(vendor, sent),
        parameters=conversions.parameters_of(vendor, sent),
        url=known_text(value),
        confidence=_confidence(address, value, match),
        state=address.state,
    )


def is_id(value: Value, match: UrlMatch, catalog: Catalog) -> bool:
    """Tell whether a URL is what the vendor takes for an ID: it says to whom a library is to send (Sentry's DSN)."""
    text = constant(value)
    return text is not None and re.fullmatch(catalog.vendors[match.vendor].id.format, text) is not None


def _kind(use: Use, match: UrlMatch) -> SightingKind | None:
    if match.kind in _SENT_TO and use in _SENDING:
        return _SENT_TO[match.kind]
    if use in {Use.DATA, Use.VISIT}:
        return SightingKind.BEACON if match.kind == "beacon" else None
    if use is Use.CONFIG:
        return _BY_PATTERN.get(match.kind)
    kind = _KINDS.get(use)
    if kind in (SightingKind.LOADER, SightingKind.BEACON) and match.kind in ("loader", "beacon"):
        return _BY_PATTERN[match.kind]
    return kind


def _confidence(address: Address, value: Value, match: UrlMatch) -> Confidence:
    if address.use is Use.DATA or (match.kind == "host" and address.use is Use.CONFIG):
        return Confidence.LOW
    parts = value.parts if isinstance(value, Text) else (value,)
    folded = any(isinstance(part, Constant) and part.how is How.FOLDED for part in parts)
    return Confidence.MEDIUM if folded or not isinstance(value, Constant | Text) else Confidence.HIGH


def _meant(match: UrlMatch, meaning: str, value: Value, query: tuple[tuple[str, Value], ...]) -> str:
    """Return the ID or event that a URL names, with the expression where it is not known."""
    text = match.capture(meaning) or next((q.value for q in match.query if q.meaning == meaning), "")
    if UNKNOWN not in text:
        return text
    same = next((found for _, found in query if known_text(found) == text), None)
    spelled = _spelled(text, [same] if same else [value])
    return "" if _NAMELESS.fullmatch(spelled) else spelled


def _spelled(text: str, values: list[Value]) -> str:
    unknown = iter([f"{{{expression(part)}}}" for value in values for part in _unknown(value)])
    return re.sub(r"\{\}", lambda _: next(unknown, UNKNOWN), text)


def _unknown(value: Value) -> list[Value]:
    parts = value.parts if isinstance(value, Text) else (value,)
    return [part for part in parts if isinstance(part, Hole | Unknown)]


def _query(value: Value) -> tuple[tuple[str, Value], ...]:
    """Read the query of a URL: keys, and values in which the unknown parts are still what they were."""
    parts = value.parts if isinstance(value, Text) else (value,)
    text = ""
    unknown: list[Value] = []
    for part in parts:
        if isinstance(part, Constant):
            text += known_text(part)
        else:
            text += chr(ord(_MARK) + len(unknown) % 0x1000)
            unknown.append(part)
    _, _, query = text.partition("?")
    pairs = (pair.partition("=") for pair in re.split(r"&amp;|[&;]", query.partition("#")[0]) if pair)
    return tuple(
        (unquote_plus(key), _rebuilt(unquote_plus(text), unknown, value.span))
        for key, _, text in pairs
        if not _UNKNOWN_KEY.search(key)
    )


def _sent(beside: tuple[Value, ...]) -> Iterator[tuple[str, Value]]:
    """Yield the entries of the object that is sent to an address: handed over as it is, as ``body`` or ``data``.

    What is sent as a whole, as a form is, is one entry ``...``.
    """
    for value in beside:
        for option in alternatives(value):
            bodies = [entry for entry in option.entries if entry.key in _BODIES] if isinstance(option, Object) else []
            sent = [one.value for one in bodies] or [option]
            yield from ((e.key, e.value) for one in sent for e in _entries(one) if e.key)


def _entries(value: Value) -> Iterator[Entry]:
    """Yield the entries of an object, or of the one that is turned into text (``JSON.stringify({…})``)."""
    for option in alternatives(value):
        inner = option.inputs if isinstance(option, Unknown) else (option,)
        known = [one for one in inner if isinstance(one, Object)]
        if isinstance(option, Unknown) and not known:
            yield Entry(SPREAD, option, option.span)
        for one in known:
            yield from one.entries


def _rebuilt(text: str, unknown: list[Value], span: Span) -> Value:
    parts: list[Constant | Hole | Unknown] = []
    for piece in re.split(f"([{_MARK}-{chr(ord(_MARK) + 0xFFF)}])", text):
        if piece and _MARK <= piece < chr(ord(_MARK) + min(len(unknown), 0x1000)):
            found = unknown[ord(piece) - ord(_MARK)]
            parts.append(found if isinstance(found, Hole | Unknown) else Unknown(expression(found), span))
        elif piece:
            parts.append(Constant(piece, span))
    return parts[0] if len(parts) == 1 else Text(tuple(parts), span) if parts else Constant("", span)


def _parameters(match: UrlMatch, query: tuple[tuple[str, Value], ...]) -> tuple[Parameter, ...]:
    """Return everything in a beacon's query but the user data; the vendor's own parameters under their inner names."""
    found: dict[str, Parameter] = {}
    for key, value in query:
        meaning, name = _meaning(match, key)
        if meaning != "user-data":
            found.setdefault(name, parameter(name, value, PLAIN))
    return tuple(found.values())


def _user(match: UrlMatch, query: tuple[tuple[str, Value], ...], catalog: Catalog) -> tuple[Parameter, ...]:
    reading = Reading(catalog.vendors[match.vendor].user_data, personal=True)
    named = [(_meaning(match, key), value) for key, value in query]
    return tuple(parameter(name, value, reading) for (meaning, name), value in named if meaning == "user-data")


def _meaning(match: UrlMatch, key: str) -> tuple[str, str]:
    """Return what a query key means to the vendor, and its name: ``cd[service]`` is the parameter ``service``."""
    brackets = _BRACKETS.match(key)
    for name in (brackets[1], key) if brackets else (key,):
        for said in match.query:
            if said.key == name:
                return said.meaning, name if said.meaning in {"parameters", "user-data"} else key
    return "", key


def _other(address: Address, text: str, catalog: Catalog) -> Iterator[Evidence]:
    kind = _KINDS.get(address.use)
    host = split(text).host
    if kind is None or not host or UNKNOWN in host:
        return
    owner = (catalog.of_host(host) if kind is SightingKind.HINT else None) or catalog.behind(host)
    if owner is not None:
        family = owner if owner in catalog.vendors else ""
        yield Evidence(owner, kind, address.span, family=family, url=text, state=address.state)


def tells(value: Value) -> bool:
    """Tell whether a URL's query hands over what only the run time knows, under a name that speaks of the visitor."""
    if not isinstance(value, Text):
        return False
    said = (parameter(key, one) for key, one in _query(value) if constant(one) is None)
    return any(one.category for one in said)


def named(address: Address, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the names that a vendor's URL gives to a global, with the vendor."""
    for value in alternatives(address.value):
        for match in catalog.url(known_text(value)):
            name = match.capture("name")
            if name and UNKNOWN not in name:
                yield name, match.vendor
