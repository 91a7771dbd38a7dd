"""How strictly a route is judged, and why: the tiers of ``docs/rules/README.md``."""

from __future__ import annotations

from collections.abc import Iterable

from pixelgate.facts.model import FormField
from pixelgate.graph.model import Tier
from pixelgate.manifest.model import Access, Phi, Route

_INFORMATION = frozenset({Phi.CONDITION, Phi.PROVIDER})
_SEARCH_NAMES = frozenset({"q", "s", "query", "search", "keyword", "keywords", "term"})
_CHOICES = frozenset({"button", "submit", "reset", "image", "hidden", "link"})


def tier(route: Route, fields: Iterable[FormField]) -> tuple[Tier, str]:
    """Return the tier of a route whose pages hold these fields, and the reason, which reads after "is"."""
    bears = ", ".join(route.phi)
    if route.access is Access.AUTHENTICATED:
        return Tier.AUTHENTICATED, f"authenticated and bears {bears}" if bears else "authenticated"
    if not route.phi:
        return Tier.OFF, "public and bears no PHI"
    if not set(route.phi) <= _INFORMATION:
        return Tier.PHI, f"public and bears {bears}"
    telling = sorted(describing(fields), key=lambda f: f.location)
    if telling:
        field = telling[0]
        return (
            Tier.PHI,
            f"public and bears {bears}, with a form that asks for “{field.label or field.name or field.id}”",
        )
    return Tier.WARNED, f"public information about {bears}"


def describing(fields: Iterable[FormField]) -> list[FormField]:
    """Return the fields in which visitors describe themselves, a lone site search or newsletter address aside."""
    asked = [f for f in fields if f.type not in _CHOICES]
    told = [f for f in asked if (f.category or f.type == "textarea") and not _is_search(f)]
    lone_address = (
        len(told) == 1 and told[0].category == Phi.CONTACT and all(f is told[0] or _is_search(f) for f in asked)
    )
    return [] if lone_address else told


def _is_search(field: FormField) -> bool:
    return field.type == "search" or bool({field.name.lower(), field.id.lower()} & _SEARCH_NAMES)
