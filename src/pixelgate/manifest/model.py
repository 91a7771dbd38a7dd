"""The route manifest: what the site is, which routes it has, what they bear, and what is allowed there."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from pixelgate.source import Location


class Phi(StrEnum):
    """What a page bears: HIPAA's identifiers (45 CFR 164.514(b)(2)) and what the known breaches exposed."""

    IDENTITY = "identity"
    CONTACT = "contact"
    BIRTH = "birth"
    APPOINTMENT = "appointment"
    PROVIDER = "provider"
    CONDITION = "condition"
    MEDICATION = "medication"
    RESULT = "result"
    INSURANCE = "insurance"
    PAYMENT = "payment"
    MESSAGE = "message"
    PROXY = "proxy"
    NAVIGATION = "navigation"
    DEVICE = "device"


class Access(StrEnum):
    PUBLIC = "public"
    AUTHENTICATED = "authenticated"


class Profile(StrEnum):
    HIPAA = "hipaa"
    FTC = "ftc"
    STRICT = "strict"


class Route(msgspec.Struct, frozen=True):
    """One row: a URLPattern pathname, who may see it, what it bears and the pages that render it."""

    path: str
    access: Access
    phi: tuple[Phi, ...]
    pages: tuple[str, ...]
    location: Location
    note: str = ""
    order: int = 0

    @property
    def guarded(self) -> bool:
        return self.access is Access.AUTHENTICATED or bool(self.phi)


class Exemption(msgspec.Struct, frozen=True):
    """A dated, reasoned permission. Empty ``rules`` and ``events`` mean any. Exactly one of ``vendor`` and ``host``."""

    vendor: str
    host: str
    routes: tuple[str, ...]
    rules: tuple[str, ...]
    events: tuple[str, ...]
    reason: str
    expires: dt.date
    location: Location
    baa: str = ""


class Site(msgspec.Struct, frozen=True):
    """Where the site lives. ``templates`` and ``build`` are folders; ``static`` maps a URL prefix to a folder."""

    origins: tuple[str, ...] = ()
    third_party: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    static: tuple[tuple[str, str], ...] = ()
    build: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    framework: str = ""
    containers: tuple[tuple[str, str], ...] = ()


class Level(StrEnum):
    """A severity as a manifest writes it."""

    OFF = "off"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Relaxed(StrEnum):
    """What becomes of a change that lets more through: nothing, a warning, an error unless it is approved."""

    ALLOW = "allow"
    REPORT = "report"
    FAIL = "fail"


class Policy(msgspec.Struct, frozen=True):
    profile: Profile = Profile.HIPAA
    unlisted: str = "error"  # error | warning | public
    unproven: Level = Level.ERROR
    fail_on: Level = Level.ERROR
    second_reading: bool = False
    inline_suppressions: bool = False
    relaxations: Relaxed = Relaxed.REPORT
    rules: tuple[tuple[str, Level], ...] = ()


class Manifest(msgspec.Struct, frozen=True):
    """A checked manifest. ``path`` is where it was read from, relative to the root of the tree."""

    path: str
    site: Site = Site()
    policy: Policy = Policy()
    routes: tuple[Route, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
