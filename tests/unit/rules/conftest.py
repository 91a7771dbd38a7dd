"""A small portal made by hand: what its files say in, findings out."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from pixelgate import graph
from pixelgate.facts.model import FileFacts, Sighting, SightingKind
from pixelgate.facts.store import Facts
from pixelgate.findings.model import Finding
from pixelgate.graph.model import Chain, Reach, Step
from pixelgate.manifest.model import Access, Exemption, Manifest, Phi, Policy, Route, Site
from pixelgate.rules import Context, run_rules
from pixelgate.second import Evidence
from pixelgate.source import Location
from pixelgate.vendors.catalog import Catalog
from pixelgate.vendors.model import Automatic, Baa, Category, Emitter, Events, Option, Vendor

TODAY = dt.date(2026, 11, 22)

CATALOG = Catalog(
    [
        Vendor(
            slug="meta-pixel",
            name="Meta Pixel",
            company="Meta",
            category=Category.ADVERTISING,
            about="",
            baa=Baa.NONE,
            automatic=[
                Automatic(key="page-address", collects="the address", data=["navigation"], on="load"),
                Automatic(key="button-clicks", collects="button texts", data=["navigation", "appointment"], on="click"),
                Automatic(key="form-features", collects="names of fields", data=["condition"], on="click"),
                Automatic(key="typed-identity", collects="typed e-mail", data=["contact"], on="submit"),
            ],
            option=[
                Option(
                    name="autoConfig",
                    pattern="fbq('set', 'autoConfig', false|'false', $id)",
                    stops=["button-clicks", "form-features"],
                    before_init=True,
                )
            ],
        ),
        Vendor(
            slug="plain-pixel",
            name="Plain Pixel",
            company="Plain",
            category=Category.ADVERTISING,
            about="",
            baa=Baa.NONE,
            emitter=[Emitter("django-plain", tag="plain_pixel", sends_identity=True)],
            events=Events(health=["Schedule"]),
        ),
        Vendor(slug="hotjar", name="Hotjar", company="Hotjar", category=Category.SESSION_REPLAY, about=""),
        Vendor(
            slug="google-tag-manager",
            name="Google Tag Manager",
            company="Google",
            category=Category.TAG_MANAGER,
            about="",
            opaque=True,
        ),
        Vendor(slug="google-fonts", name="Google Fonts", company="Google", category=Category.EMBED, about=""),
        Vendor(
            slug="sentry-replay",
            name="Sentry",
            company="Functional Software",
            category=Category.MONITORING,
            about="",
            baa=Baa.OFFERED,
            sends_page_url=False,
            automatic=[
                Automatic(key="page-recording", collects="a film of the page", data=["message"], on="always"),
                Automatic(key="unmasked-text", collects="its text", data=["message"], on="always"),
            ],
            option=[
                Option(name="replay", pattern="Sentry.replay()", starts=["page-recording"]),
                Option(name="maskAllText=false", pattern="Sentry.mask()", starts=["unmasked-text"]),
            ],
        ),
    ]
)


class Portal:
    """Makes facts and judges them; unless told otherwise, page.html is an authenticated page about appointments."""

    catalog = CATALOG
    today = TODAY

    @staticmethod
    def place(path: str = "page.html", line: int = 1) -> Location:
        return Location(path, line, 1, line, 2)

    def row(self, path: str = "/portal", *pages: str, phi: str = "appointment", public: bool = False) -> Route:
        access = Access.PUBLIC if public else Access.AUTHENTICATED
        return Route(path, access, tuple(map(Phi, phi.split())), pages or ("page.html",), self.place("pixelgate.toml"))

    def sighted(self, kind: str, line: int = 1, *, path: str = "page.html", vendor: str = "plain-pixel") -> Sighting:
        return Sighting(vendor, SightingKind(kind), self.place(path, line), order=line)

    def exemption(self, vendor: str = "plain-pixel", *routes: str, baa: str = "legal/baa.pdf") -> Exemption:
        until = dt.date(2027, 1, 31)
        return Exemption(vendor, "", routes or ("/*",), (), (), "agreed", until, self.place("pixelgate.toml", 9), baa)

    def facts(self, *sightings: Sighting, path: str = "page.html") -> FileFacts:
        return FileFacts(path, sightings=sightings, page=True)

    def judge(
        self,
        *files: FileFacts,
        routes: tuple[Route, ...] = (),
        policy: Policy | None = None,
        exemptions: tuple[Exemption, ...] = (),
        twice: tuple[Evidence, ...] = (),
    ) -> list[Finding]:
        rows = (msgspec.structs.replace(r, order=at) for at, r in enumerate(routes or (self.row(),)))
        site = Site(origins=("https://www.example.org",))
        manifest = Manifest("pixelgate.toml", site, policy or Policy(), tuple(rows), exemptions)
        facts = {file.path: file for file in files}
        built = graph.build(manifest, Facts(facts), facts)
        step = Step(self.place("pixelgate.toml"), "route")
        seen = tuple(Reach(evidence, (Chain(0, (step,)),)) for evidence in twice)
        return list(run_rules(Context(built, CATALOG, TODAY, seen)))


@pytest.fixture
def portal() -> Portal:
    return Portal()
