"""What a rule is: metadata and one question to the route graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from pixelgate.findings.model import Finding, RuleInfo
from pixelgate.graph.model import RouteGraph
from pixelgate.vendors.catalog import Catalog


class Context(msgspec.Struct, frozen=True):
    """What a rule may look at: the graph (with its manifest) and the knowledge of vendors."""

    graph: RouteGraph
    catalog: Catalog


class Rule(msgspec.Struct, frozen=True):
    """A rule: what it is called, and the pure function that asks the graph."""

    info: RuleInfo
    check: Callable[[Context], Iterator[Finding]]
