"""What to do about a tracker: where to take it out, what to use instead, whether an agreement could permit it."""

from __future__ import annotations

from pixelgate.facts.model import Sighting, SightingKind
from pixelgate.graph.model import Chain, RouteGraph
from pixelgate.vendors.model import Baa, Category, Vendor

_ANALYTICS = "For numbers about these pages, run analytics on your own servers or under a signed BAA."

INSTEAD = {
    Category.ADVERTISING: "To measure a campaign, count arrivals on public pages that say nothing about care.",
    Category.ANALYTICS: _ANALYTICS,
    Category.PRODUCT_ANALYTICS: _ANALYTICS,
    Category.SESSION_REPLAY: "To see where visitors get stuck, record test accounts, never patients.",
    Category.TAG_MANAGER: "Write the scripts these pages need into the code, where a change is reviewed.",
    Category.CUSTOMER_DATA_PLATFORM: "Send what you must from your own server, field by field, under a signed BAA.",
    Category.TESTING: "Assign variants on your own server.",
    Category.CALL_TRACKING: "Show the hospital's own telephone number on these pages.",
    Category.CHAT: "Offer the portal's own messages on these pages.",
    Category.MONITORING: "Report errors through your own server, without addresses and free text.",
    Category.EMBED: "Serve the file from your own server.",
}
"""What does the same work without the disclosure."""

AGREEMENT = {
    Baa.OFFERED: (
        "{company} offers a business associate agreement (BAA): under a signed one, exempt it in the manifest with"
        " `baa`, a reason and an end date."
    ),
    Baa.ON_REQUEST: (
        "{company} signs a business associate agreement (BAA) on request: under a signed one, exempt it in the"
        " manifest with `baa`, a reason and an end date."
    ),
    Baa.NONE: "{company} offers no business associate agreement (BAA), so no exemption makes this lawful for PHI.",
    Baa.UNKNOWN: "Whether {company} signs a business associate agreement (BAA) is not known; without one, no PHI.",
}


NOUNS = {
    SightingKind.EVENT: "the call",
    SightingKind.USER_DATA: "the call",
    SightingKind.IFRAME: "the frame",
    SightingKind.BEACON: "the request",
    SightingKind.IMPORT: "the import",
    SightingKind.CONVERSION: "the call",
    SightingKind.RELAY: "the request",
}
"""What is to be removed, by kind; all else is the tracker itself."""


def removal(graph: RouteGraph, sighting: Sighting, chains: tuple[Chain, ...]) -> str:
    """Say where to take a tracker out: of the page itself, or of what the page shares with others."""
    path, noun = sighting.location.path, NOUNS.get(sighting.kind, "the tracker")
    sent = sighting.kind in {SightingKind.CONVERSION, SightingKind.RELAY}
    if sent or any(path in graph.routes[chain.route].pages for chain in chains):
        return f"Remove {noun} from {path}."
    return f"Remove {noun} from {path}, or give these pages a layout without it and keep it for public pages only."


def agreement(vendor: Vendor | None, name: str) -> str:
    """Say whether an exemption could be lawful: whether the vendor is known to sign a BAA."""
    if vendor is None:
        return AGREEMENT[Baa.UNKNOWN].format(company=name)
    return AGREEMENT[vendor.baa].format(company=vendor.company)


def instead(vendor: Vendor | None) -> str:
    """Name an alternative for the vendor's kind, or nothing."""
    return INSTEAD.get(vendor.category, "") if vendor else ""
