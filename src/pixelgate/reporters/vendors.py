"""What is known of the vendors, for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pixelgate.reporters import clean, table
from pixelgate.reporters.json import encode
from pixelgate.reporters.palette import Style, wrap
from pixelgate.reporters.tally import plural
from pixelgate.vendors.model import Baa, Vendor

BAA = {
    Baa.NONE: "offers no business associate agreement",
    Baa.OFFERED: "offers a business associate agreement",
    Baa.ON_REQUEST: "signs a business associate agreement on request",
    Baa.UNKNOWN: "not known to sign a business associate agreement",
}
HEAD = ("name", "vendor", "company", "kind", "BAA")


def text(vendors: Sequence[Vendor], style: Style) -> str:
    """Return all vendors in a table."""
    drawn = table.text(HEAD, [_cells(vendor) for vendor in vendors], style)
    return (
        clean.lines("\n".join([*drawn, "", f"{plural(len(vendors), 'vendor')}; `pixelgate vendors NAME` tells more."]))
        + "\n"
    )


def markdown(vendors: Sequence[Vendor]) -> str:
    """Return all vendors in a Markdown table."""
    return "\n".join([*table.markdown(HEAD, [_cells(vendor) for vendor in vendors]), ""])


def json(vendors: Sequence[Vendor]) -> str:
    """Return the table as JSON."""
    rows = [dict(zip(("name", "vendor", "company", "category", "baa"), _cells(v), strict=True)) for v in vendors]
    return encode({"schema": "pixelgate-vendors/1", "vendors": rows})


def _cells(vendor: Vendor) -> tuple[str, ...]:
    return vendor.slug, vendor.name, vendor.company, vendor.category.value, vendor.baa.value


def describe(vendor: Vendor, style: Style) -> str:
    """Return everything about one vendor that a privacy officer or an engineer may ask."""
    drawn = [
        f"{style.bold(vendor.name)}  {style.dim(vendor.slug)}",
        *wrap(f"{vendor.company}, {vendor.category.value}. {vendor.about}", style.width),
        "",
        *wrap(_agreement(vendor), style.width),
    ]
    for title, body in _sections(vendor):
        if body:
            drawn += ["", style.bold(title), *(line for entry in body for line in _entry(entry, style))]
    return clean.lines("\n".join(drawn)) + "\n"


def _agreement(vendor: Vendor) -> str:
    note = f" {vendor.baa_note}" if vendor.baa_note else ""
    source = f" ({vendor.baa_source})" if vendor.baa_source else ""
    return f"HIPAA: {vendor.company} {BAA[vendor.baa]}.{note}{source}".replace(
        f"{vendor.company} not known", "not known"
    )


def _sections(vendor: Vendor) -> Iterable[tuple[str, list[str]]]:
    yield (
        "Collects by itself",
        [f"{a.collects} ({', '.join(a.data) or 'no PHI by itself'}; on {a.on})" for a in vendor.automatic],
    )
    yield "What switches that", [_option(option.name, option.stops, option.starts) for option in vendor.option]
    yield "Takes about the visitor", [f"{key}: {category}" for key, category in vendor.user_data.items()]
    yield "Standard events", _joined(vendor.events.standard)
    yield "Events that speak of care", _joined(vendor.events.health)
    yield "Sent without a call", _joined(vendor.events.automatic)
    yield "IDs", [part for part in (vendor.id.example and f"such as {vendor.id.example}",) if part]
    yield "Loaded from", [loader.url for loader in vendor.loader]
    yield "Sends to", [beacon.url for beacon in vendor.beacon] + [frame.url for frame in vendor.iframe]
    yield "Called as", [call.pattern for call in vendor.call]
    yield "Packages", [f"{package.name} ({package.registry})" for package in vendor.package]
    yield "Emitted by", [f"{e.tag or e.element or e.setting} of {e.framework}" for e in vendor.emitter]
    yield "From servers", [server.url or f"{server.package} ({server.registry})" for server in vendor.server]
    yield "Sources", list(vendor.sources)


def _option(name: str, stops: Sequence[str], starts: Sequence[str]) -> str:
    effects = [f"{verb} {', '.join(keys)}" for verb, keys in (("stops", stops), ("starts", starts)) if keys]
    return f"{name}: {'; '.join(effects)}" if effects else name


def _joined(words: Sequence[str]) -> list[str]:
    return [", ".join(words)] if words else []


def _entry(entry: str, style: Style) -> list[str]:
    return wrap(clean.plain(entry, 4000), style.width, first="  ", rest="    ")
