"""All that is known of one vendor, in sections that a privacy officer reads from the top and an engineer to the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.vendors.model import Automatic, Baa, Emitter, Option, Vendor

BAA = {
    Baa.NONE: "offers no business associate agreement",
    Baa.OFFERED: "offers a business associate agreement",
    Baa.ON_REQUEST: "signs a business associate agreement on request",
    Baa.UNKNOWN: "not known to sign a business associate agreement",
}
_WHEN = {
    "load": "as the page loads",
    "navigation": "on every change of page",
    "click": "on clicks",
    "input": "while a visitor types",
    "submit": "when a form or message is sent",
    "always": "all the time",
}


class Section(msgspec.Struct, frozen=True):
    """A table under a title; ``code`` are the columns whose text is code."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    code: frozenset[int] = frozenset()


def sections(vendor: Vendor) -> Iterator[Section]:
    """Yield the sections that have something to say."""
    found = (
        _collected(vendor),
        _options(vendor),
        _told(vendor),
        _events(vendor),
        _addresses(vendor),
        _calls(vendor),
        _packages(vendor),
        _emitters(vendor),
        _servers(vendor),
    )
    return (section for section in found if section.rows)


def kind(vendor: Vendor) -> str:
    """Return the category in words."""
    return vendor.category.value.replace("-", " ").replace("ab testing", "A/B testing")


def agreement(vendor: Vendor) -> str:
    """Say whether the company signs a business associate agreement."""
    said = BAA[vendor.baa]
    return said if said.startswith("not") else f"{vendor.company} {said}"


def address(vendor: Vendor) -> str:
    """Say what becomes of the page's address."""
    sent = "goes out with every event" if vendor.sends_page_url else "is not sent by itself"
    return f"the page's address {sent}"


def opaque(vendor: Vendor) -> str:
    """Say that the code does not show what the vendor brings, where that is so."""
    return "what it loads and sends is decided in its own console, not in the code" if vendor.opaque else ""


def _collected(vendor: Vendor) -> Section:
    stops = {one.key: [option for option in vendor.option if one.key in option.stops] for one in vendor.automatic}
    rows = tuple(_collects(one, stops[one.key]) for one in vendor.automatic)
    return Section(
        "What it collects by itself", ("called", "what", "when", "may hold", "switched off by", "source"), rows
    )


def _collects(one: Automatic, stops: Iterable[Option]) -> tuple[str, ...]:
    off = ", ".join(dict.fromkeys(option.name for option in stops))
    what = one.collects if one.verified else f"{one.collects} (as its kind does; not verified)"
    return one.key, what, _WHEN[one.on], ", ".join(one.data), off or "nothing in the code", one.source


def _options(vendor: Vendor) -> Section:
    rows = tuple((one.name, one.pattern, _effect(one), one.source) for one in vendor.option)
    return Section("Settings that change this", ("setting", "in the code", "effect", "source"), rows, frozenset({1}))


def _effect(option: Option) -> str:
    pairs = (("stops", option.stops), ("starts", option.starts))
    said = "; ".join(f"{verb} {', '.join(keys)}" for verb, keys in pairs if keys)
    return f"{said}; only before the start call" if option.before_init else said


def _told(vendor: Vendor) -> Section:
    groups: dict[str, list[str]] = {}
    for key, category in vendor.user_data.items():
        groups.setdefault(category, []).append(key)
    rows = tuple((category, ", ".join(keys)) for category, keys in groups.items())
    return Section("What code may tell it of a visitor", ("category", "keys"), rows, frozenset({1}))


def _events(vendor: Vendor) -> Section:
    events = vendor.events
    rows = (
        ("speak of care on a health page", ", ".join(events.health)),
        ("standard", ", ".join(events.standard)),
        ("sent without a call", ", ".join(events.automatic)),
    )
    return Section("Events", ("events", "names"), tuple(row for row in rows if row[1]), frozenset({1}))


def _addresses(vendor: Vendor) -> Section:
    entries = [
        *((one.url, "loads the script", "", one.source) for one in vendor.loader),
        *((one.url, "receives data", _meanings(one.query), one.source) for one in vendor.beacon),
        *((one.url, "frame", "", one.source) for one in vendor.iframe),
        *((host, "receives data", "", "") for host in vendor.hosts),
    ]
    return Section("Addresses", ("address", "use", "query", "source"), tuple(entries), frozenset({0}))


def _meanings(query: dict[str, str]) -> str:
    return "; ".join(f"{keys.replace('|', ', ')}: {meaning}" for meaning, keys in query.items())


def _calls(vendor: Vendor) -> Section:
    rows = tuple((one.pattern, one.kind, one.event, one.source) for one in vendor.call)
    return Section("Calls", ("call", "kind", "event", "source"), rows, frozenset({0}))


def _packages(vendor: Vendor) -> Section:
    rows = tuple(
        (package.name, package.registry, "; ".join(_used(package.call, package.component, package.config_keys)))
        for package in vendor.package
    )
    modules = tuple((name, "npm", "") for name in vendor.modules)
    return Section("Packages", ("package", "registry", "used as"), (*rows, *modules), frozenset({0, 2}))


def _used(calls: Iterable[object], components: Iterable[object], keys: Iterable[str]) -> Iterator[str]:
    yield from (getattr(call, "pattern", "") for call in calls)
    yield from (f"<{getattr(component, 'name', '')}>" for component in components)
    yield from keys


def _emitters(vendor: Vendor) -> Section:
    rows = tuple((*_name(one), one.framework, one.source) for one in vendor.emitter)
    return Section("Put into pages by frameworks", ("name", "kind", "framework", "source"), rows, frozenset({0}))


def _name(one: Emitter) -> tuple[str, str]:
    """Return the word that puts a vendor into a page, and what it is."""
    if one.tag:
        return one.tag, "template tag"
    return (one.element, "element") if one.element else (one.setting, "setting")


def _servers(vendor: Vendor) -> Section:
    rows = tuple((one.url or one.package, one.registry, ", ".join(one.user_data), one.source) for one in vendor.server)
    return Section("Sent from servers", ("address or package", "registry", "user data", "source"), rows, frozenset({0}))
