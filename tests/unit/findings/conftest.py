"""Graphs and findings made by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from pixelgate.facts.model import FileFacts, Sighting, SightingKind, Suppression
from pixelgate.facts.store import Facts
from pixelgate.findings.model import Finding, Message, RuleInfo, Severity, Verdict
from pixelgate.graph.model import Chain, RouteGraph, RouteNode, Step, Tier
from pixelgate.manifest.model import Access, Exemption, Manifest, Phi, Policy, Route
from pixelgate.source import Location

LOADED = RuleInfo("PG101", "tracker-loaded", "", presence=True)
EVENT = RuleInfo("PG102", "tracker-event", "")


class Made:
    """Makes values; a path is authenticated and bears an appointment unless it begins with /public."""

    today = dt.date(2026, 11, 22)

    @staticmethod
    def place(line: int = 1, path: str = "page.html") -> Location:
        return Location(path, line, 1, line, 2)

    def graph(
        self,
        *paths: str,
        policy: Policy | None = None,
        exemptions: tuple[Exemption, ...] = (),
        comments: tuple[Suppression, ...] = (),
    ) -> RouteGraph:
        nodes = tuple(self._node(at, path) for at, path in enumerate(paths))
        routes = tuple(node.route for node in nodes)
        manifest = Manifest("pixelgate.toml", policy=policy or Policy(), routes=routes, exemptions=exemptions)
        files = {"page.html": FileFacts("page.html", suppressions=comments)}
        return RouteGraph(manifest, nodes, (), (), (), (), (), Facts(files), lambda _kind, _routes: ())

    def _node(self, index: int, path: str) -> RouteNode:
        public = path.startswith("/public")
        access = Access.PUBLIC if public else Access.AUTHENTICATED
        phi = () if public else (Phi.APPOINTMENT,)
        route = Route(path, access, phi, ("page.html",), self.place(index + 1, "pixelgate.toml"), order=index)
        tier = Tier.OFF if public else Tier.AUTHENTICATED
        return RouteNode(index, route, ("page.html",), tier, "public" if public else "authenticated")

    def finding(
        self, *routes: int, rule: RuleInfo = LOADED, event: str = "", line: int = 1, severity: str = "error"
    ) -> Finding:
        kind = SightingKind.EVENT if event else SightingKind.LOADER
        sighting = Sighting("meta-pixel", kind, self.place(line), event=event)
        level = Severity(severity)
        verdicts = tuple(Verdict(Chain(r, (Step(self.place(1, "pixelgate.toml"), "route"),)), level) for r in routes)
        return Finding(
            rule, level, sighting.location, Message("what", "where"), verdicts, vendor="meta-pixel", sighting=sighting
        )

    def event(self, name: str, *routes: int, line: int = 1) -> Finding:
        return self.finding(*routes, rule=EVENT, event=name, line=line)

    def exemption(
        self,
        *routes: str,
        vendor: str = "meta-pixel",
        host: str = "",
        rules: tuple[str, ...] = (),
        events: tuple[str, ...] = (),
    ) -> Exemption:
        until = dt.date(2027, 1, 31)
        return Exemption(
            vendor, host, routes, rules, events, "agreed", until, self.place(30, "pixelgate.toml"), "legal/baa.pdf"
        )


@pytest.fixture
def made() -> Made:
    return Made()
