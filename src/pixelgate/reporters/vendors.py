"""What is known of the vendors, for people: a table of all, a sheet or a page for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pixelgate.reporters import clean, table
from pixelgate.reporters.json import encode
from pixelgate.reporters.palette import Style, columns, wrap
from pixelgate.reporters.tally import plural
from pixelgate.reporters.vendor_sheet import Section, address, agreement, kind, opaque, sections
from pixelgate.vendors.model import Baa, Vendor

HEAD = ("name", "vendor", "company", "kind", "BAA")
_BAA = {Baa.NONE: "no", Baa.OFFERED: "yes", Baa.ON_REQUEST: "on request", Baa.UNKNOWN: "not known"}

_SIGNS = re.compile(r"[\\`*_\[\]<|]")
_WEB = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/[^\s<>]*)?", re.IGNORECASE)
_REPOSITORY = re.compile(r"(?P<repository>[A-Za-z0-9][\w.-]*/[\w.-]+) (?P<path>[\w./@()\[\]-]+)")


def text(vendors: Sequence[Vendor], style: Style) -> str:
    """Return all vendors in a table."""
    drawn = table.text(HEAD, [cells(vendor) for vendor in vendors], style)
    closing = f"{plural(len(vendors), 'vendor')}; `pixelgate vendors NAME` tells more."
    return clean.lines("\n".join([*drawn, "", closing])) + "\n"


def markdown(vendors: Sequence[Vendor]) -> str:
    """Return all vendors in a Markdown table."""
    return "\n".join([*table.markdown(HEAD, [cells(vendor) for vendor in vendors]), ""])


def json(vendors: Sequence[Vendor]) -> str:
    """Return the table as JSON."""
    rows = [
        {"name": v.slug, "vendor": v.name, "company": v.company, "category": v.category.value, "baa": v.baa.value}
        for v in vendors
    ]
    return encode({"schema": "pixelgate-vendors/1", "vendors": rows})


def cells(vendor: Vendor) -> tuple[str, ...]:
    """Return a vendor's row in the table of all."""
    return vendor.slug, vendor.name, vendor.company, kind(vendor), _BAA[vendor.baa]


def describe(vendor: Vendor, style: Style) -> str:
    """Return everything about one vendor that a privacy officer or an engineer may ask."""
    said = (f"HIPAA: {_agreement(vendor)}", f"Address: {address(vendor)}.", opaque(vendor))
    drawn = [
        f"{style.bold(vendor.name)}  {style.dim(vendor.slug)}",
        *wrap(f"{vendor.company}, {kind(vendor)}. {vendor.about}", style.width),
        "",
        *(line for one in said if one for line in wrap(one[0].upper() + one[1:], style.width)),
    ]
    for section in sections(vendor):
        drawn += ["", style.bold(section.title), *(line for row in section.rows for line in _row(section, row, style))]
    drawn += ["", style.bold("Sources"), *(line for one in vendor.sources for line in _line(one, style))]
    return clean.lines("\n".join(drawn)) + "\n"


def _agreement(vendor: Vendor) -> str:
    note = f" {vendor.baa_note}" if vendor.baa_note else ""
    source = f" ({vendor.baa_source})" if vendor.baa_source else ""
    return f"{agreement(vendor)}.{note}{source}"


def _row(section: Section, row: Sequence[str], style: Style) -> Iterator[str]:
    """Yield a row's first cell as an entry; the others beside it, or below it, each under its column's name."""
    said = [cell for head, cell in zip(section.head, row, strict=True) if cell and head != "source"]
    if sum(columns(cell) + 3 for cell in said) <= style.width:
        yield f"  {clean.plain(said[0], 4000)}  {style.dim(clean.plain(' · '.join(said[1:]), 4000))}".rstrip()
        return
    yield from _line(row[0], style)
    for head, cell in zip(section.head[1:], row[1:], strict=True):
        if cell and head != "source":
            label = style.dim(f"{head}:")
            yield from wrap(f"{label} {clean.plain(cell, 4000)}", style.width, first="    ", rest="      ")


def _line(entry: str, style: Style) -> list[str]:
    return wrap(clean.plain(entry, 4000), style.width, first="  ", rest="    ")


def page(vendor: Vendor) -> str:
    """Return everything about one vendor as a page in Markdown, each claim with its source."""
    facts = [
        ("in pixelgate", f"`{vendor.slug}`"),
        ("company", _prose(vendor.company)),
        ("kind", kind(vendor)),
        ("HIPAA", _prose(f"{agreement(vendor)}. {vendor.baa_note}".strip()) + _cited(vendor.baa_source)),
        ("address", address(vendor)),
        *([("content", opaque(vendor))] if vendor.opaque else []),
    ]
    drawn = [f"# {_prose(vendor.name)}", "", _prose(vendor.about), "", "| | |", "| --- | --- |"]
    drawn += [f"| {name} | {fact} |" for name, fact in facts]
    for section in sections(vendor):
        drawn += ["", f"## {section.title}", "", *_table(section)]
    drawn += ["", "## Sources", "", *(f"- {link(source)}" for source in vendor.sources)] if vendor.sources else []
    return "\n".join([*drawn, ""])


def _table(section: Section) -> Iterator[str]:
    used = [at for at, _ in enumerate(section.head) if any(row[at] for row in section.rows)]
    yield f"| {' | '.join(section.head[at] for at in used)} |"
    yield "|" + " --- |" * len(used)
    for row in section.rows:
        yield "| " + " | ".join(_cell(section, at, row[at]) for at in used) + " |"


def _cell(section: Section, at: int, cell: str) -> str:
    if not cell or section.head[at] == "source":
        return link(cell)
    return _code(cell) if at in section.code else _prose(cell)


def _prose(text: str) -> str:
    """Return a text of our own data as Markdown that shows it as it is."""
    return _SIGNS.sub(r"\\\g<0>", clean.plain(text, 4000))


def _code(text: str) -> str:
    """Return a text as code in a table; of a list, each of its items."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{clean.plain(text, 4000).replace('|', chr(92) + '|')}{fence}"


def _cited(source: str) -> str:
    return f" ({link(source)})" if source else ""


def link(source: str) -> str:
    """Return a source as a link: an address, or a file of a repository; a package's file stays a text."""
    if _WEB.fullmatch(source):
        return f"[{_prose(source)}](https://{source})"
    if found := _REPOSITORY.fullmatch(source):
        url = f"https://github.com/{found['repository']}/blob/HEAD/{found['path']}"
        return f"[{_prose(source)}]({url.replace('(', '%28').replace(')', '%29')})"
    return _prose(source)
