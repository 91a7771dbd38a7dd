"""What a vendor takes by itself on a page: what its data says, less what it was told not to take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from pixelgate.facts.lexicon import classify_page
from pixelgate.facts.model import FormField, Sighting
from pixelgate.findings.leaks import PHRASES
from pixelgate.findings.model import Leak
from pixelgate.findings.options import Told
from pixelgate.findings.wording import listed, shortened
from pixelgate.graph.model import Chain, Reach, RouteGraph
from pixelgate.manifest.model import Phi
from pixelgate.vendors.model import Automatic, Vendor

_INTERACTIVE = frozenset({"click", "input", "submit", "always"})
_READS_FORMS = re.compile(r"\b(?:form|field|typed|input)", re.IGNORECASE)
_READS_TITLE = re.compile(r"\btitle\b(?! of)", re.IGNORECASE)
_WORD = re.compile(r"\w")
"""What a label has that tells anything; a template may fill in all of it (``{}``), and a cross closes a window."""

_NAMED = 12
"""How many labels one sentence names before it counts the rest."""


class Collection(msgspec.Struct, frozen=True):
    """What a vendor takes by itself where it starts: on which routes, what, and options that come too late."""

    chains: tuple[Chain, ...]
    taken: tuple[Automatic, ...]
    late: tuple[Sighting, ...] = ()


def collection(heard: Told, reach: Reach[Sighting]) -> Collection | None:
    """Return what is taken from where a vendor starts, or ``None`` when it was told to stop all it can be told to.

    Page views alone are no such thing: whoever loads a tracker is told of them. Counted is what a visitor's clicks,
    typing and sending set off; of that, where options stop some, what options can stop.
    """
    decisive = _decisive(heard.vendor)
    live = [(chain, heard.live(reach.fact, chain)) for chain in reach.chains]
    chains = tuple(chain for chain, keys in live if keys & decisive)
    if not chains:
        return None
    keys = frozenset[str]().union(*(keys for _, keys in live if keys & decisive))
    late = {setting for chain in chains for setting in heard.late(reach.fact, chain)}
    return Collection(
        chains,
        tuple(automatic for automatic in heard.vendor.automatic if automatic.key in keys),
        tuple(sorted(late, key=lambda setting: setting.location)),
    )


def _decisive(vendor: Vendor) -> frozenset[str]:
    interactive = frozenset(a.key for a in vendor.automatic if a.on in _INTERACTIVE)
    stoppable = frozenset(key for option in vendor.option for key in option.stops)
    return interactive & stoppable or interactive


def taken(graph: RouteGraph, found: Collection) -> Iterator[Leak]:
    """Yield what would leave: the fields and buttons of the routes by their labels, then what is taken on any page."""
    routes = {chain.route for chain in found.chains}
    fields = [r.fact for r in graph.fields if any(chain.route in routes for chain in r.chains)]
    borne = {phi.value for route in routes for phi in graph.routes[route].route.phi}
    controls = tuple(forms(fields, found.taken))
    yield from controls
    yield from _titles(graph, routes, found.taken)
    for category in sorted(borne - {leak.category for leak in controls}):
        holders = [words(a) for a in found.taken if category in a.data]
        if holders:
            yield Leak(category, PHRASES[category], f"automatic: may stand in {listed(holders)}")
    likely = borne | {field.category for field in fields} | {Phi.NAVIGATION.value}
    for automatic in found.taken:
        main = next((name for name in automatic.data if name in likely), "")
        yield Leak(main, automatic.collects, f"automatic: {words(automatic)}")


def _titles(graph: RouteGraph, routes: set[int], taken: Sequence[Automatic]) -> Iterator[Leak]:
    """Yield the titles of the pages, where something is taken that holds them."""
    reading = [words(a) for a in taken if _READS_TITLE.search(a.collects)]
    pages = (page for route in sorted(routes) for page in graph.routes[route].pages)
    titles = (graph.files[page].title for page in pages if page in graph.files)
    named = list(dict.fromkeys(shortened(title, 40) for title in titles if title))
    if reading and named:
        category = next((said.category for title in named if (said := classify_page(title))), Phi.NAVIGATION.value)
        yield Leak(category, f"page titles {_quoted(named)}", f"automatic: {listed(reading)}")


def words(automatic: Automatic) -> str:
    """Return the key of something taken as words: ``button clicks``."""
    return automatic.key.replace("-", " ")


def forms(fields: Iterable[FormField], taken: Sequence[Automatic]) -> Iterator[Leak]:
    """Yield the controls of a page that a vendor sees, by category, each group with the labels a visitor reads."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for field in fields:
        button = field.type in {"button", "link"}
        category = "navigation" if button else field.category or ("message" if field.type == "textarea" else "")
        said = (field.label, field.placeholder, field.name, field.id)
        label = shortened(next(filter(_WORD.search, said), ""), 40)
        if label and label not in groups.setdefault((category, button), []):
            groups[category, button].append(label)
    for (category, button), labels in sorted(groups.items(), key=lambda group: _turn(group[0])):
        reasons = [words(a) for a in (_of_buttons(taken) if button else _of_fields(taken, category))]
        if reasons and labels:
            kind = "buttons and links" if button else "form fields"
            yield Leak(category, f"{kind} {_quoted(labels)}", f"automatic: {listed(reasons)}")


def _of_buttons(taken: Sequence[Automatic]) -> list[Automatic]:
    return [a for a in taken if a.on in {"click", "always"}]


def _of_fields(taken: Sequence[Automatic], category: str) -> list[Automatic]:
    """Return what reads the fields of a category: all that looks at forms, less what looks for other fields only."""
    reading = [a for a in taken if a.on in _INTERACTIVE and _READS_FORMS.search(f"{a.key} {a.collects}")]
    return [a for a in reading if category in a.data] or [a for a in reading if a.on != "submit"] or reading


def _turn(key: tuple[str, bool]) -> tuple[int, bool]:
    """Order groups as the categories are, those without one last."""
    order = [phi.value for phi in Phi]
    return (order.index(key[0]) if key[0] in order else len(order)), key[1]


def _quoted(labels: Sequence[str]) -> str:
    named = [f"“{label}”" for label in labels[:_NAMED]]
    rest = len(labels) - _NAMED
    return listed([*named, f"{rest} more"] if rest > 0 else named)
