"""Finding and report: the values that reporters draw."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from pixelgate.facts.model import Confidence, Problem, Sighting
from pixelgate.graph.model import Chain, RouteNode, Step, Templates
from pixelgate.source import Location


class Severity(StrEnum):
    """How grave a finding is; ordered from the least. As strings, ``warning`` would be graver than ``error``."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Return 0 for the least grave."""
        return list(Severity).index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


class Status(StrEnum):
    OPEN = "open"
    EXEMPTED = "exempted"
    SUPPRESSED = "suppressed"
    BASELINED = "baselined"


class Scale(StrEnum):
    """How a rule's severity follows from the tier of the route; :mod:`pixelgate.findings.severity` has the table."""

    TRACKER = "tracker"  # a tracker where it must not be
    DATA = "data"  # health data handed to a tracker: said on every route
    BREACH = "breach"  # patient data that leaves: an error on every route
    CONTACT = "contact"  # a third party is or may be contacted: hints, policies, embeds
    UNPROVEN = "unproven"  # not analysed: as the manifest's `unproven`
    UNLISTED = "unlisted"  # not in the manifest: as the manifest's `unlisted`
    STRICT = "strict"  # said only under the profile of that name
    RELAXED = "relaxations"  # the gate lets more through than it did: as the manifest's `relaxations`
    ERROR = "error"
    WARNING = "warning"


class RuleInfo(msgspec.Struct, frozen=True):
    """What is known of a rule without running it; its page is ``docs/rules/<name>.md``.

    ``why`` and ``fix`` are plain sentences for help texts. ``presence``: the rule says that somebody is there, not what
    is sent, so an exemption of single events covers it. ``precision`` is SARIF's (``very-high`` … ``low``).
    """

    code: str
    name: str
    summary: str  # one sentence, what fires it
    tags: tuple[str, ...] = ("privacy", "hipaa", "external/cwe/cwe-359")
    scale: Scale = Scale.TRACKER
    why: str = ""
    fix: str = ""
    presence: bool = False
    precision: str = "very-high"

    @property
    def gate(self) -> bool:
        """Whether a finding says something of the gate itself, which nothing may take away but an approval."""
        return self.scale is Scale.RELAXED

    @property
    def unproven(self) -> bool:
        """Whether a finding says that something could not be analysed, not that something is wrong."""
        return self.scale is Scale.UNPROVEN


class Leak(msgspec.Struct, frozen=True):
    """One thing that would leave the page, and why: category ``appointment``, reason ``parameter `type`: literal``.

    ``category`` is empty for what no ``phi`` category names.
    """

    category: str
    what: str
    reason: str


class Flow(msgspec.Struct, frozen=True):
    """The way of one value into a call: the control or template it comes from, what holds it, the parameter it becomes.

    ``parameter`` is its dotted name, ``source`` as in ``Parameter``, ``category`` the ``phi`` category or empty.
    """

    parameter: str
    source: str
    steps: tuple[Step, ...]
    category: str = ""
    confidence: Confidence = Confidence.HIGH


class Message(msgspec.Struct, frozen=True):
    """A finding in words, in the order the design asks for: what, where, what would leave, what to do."""

    what: str
    where: str
    leaves: tuple[Leak, ...] = ()
    remedy: str = ""


class Verdict(msgspec.Struct, frozen=True):
    """What a rule says of one route: the graver of two tiers is the finding's severity."""

    chain: Chain
    severity: Severity


class Finding(msgspec.Struct, frozen=True):
    """A rule's verdict on a fact, with every route it concerns. ``verdicts`` is empty for findings without a route."""

    rule: RuleInfo
    severity: Severity
    location: Location
    message: Message
    verdicts: tuple[Verdict, ...] = ()
    vendor: str = ""
    host: str = ""
    confidence: Confidence = Confidence.HIGH
    status: Status = Status.OPEN
    sighting: Sighting | None = None
    original: Location | None = None
    because: str = ""  # why it is exempted or suppressed, or why an exemption did not count; what policies do about it
    fingerprint: str = ""
    flows: tuple[Flow, ...] = ()
    twins: tuple[Location, ...] = ()  # where a build has put the same once more

    @property
    def data(self) -> tuple[str, ...]:
        """Return the categories of what would leave, sorted."""
        return tuple(sorted({leak.category for leak in self.message.leaves} - {""}))

    @property
    def free(self) -> bool:
        """Whether it warns of a third party where no route leads."""
        about = self.sighting is not None or bool(self.host)
        return about and not self.verdicts and self.severity is not Severity.ERROR


class Outcome(StrEnum):
    """The verdict on a route: the first that holds."""

    VIOLATING = "violating"
    UNPROVEN = "unproven"
    WARNED = "warned"
    EXEMPTED = "exempted"
    CLEAN = "clean"


class RouteReport(msgspec.Struct, frozen=True):
    node: RouteNode
    outcome: Outcome


class RoutedProblem(msgspec.Struct, frozen=True):
    """A problem and the routes it weakens."""

    problem: Problem
    routes: tuple[str, ...]


class Report(msgspec.Struct, frozen=True):
    """The whole answer of ``check``: sorted, and free of anything that changes from run to run.

    ``loose`` counts the trackers in files that no route reaches, ``templates`` tell which pages and parts of pages none
    reaches: they are no findings, and the reader should know.
    """

    routes: tuple[RouteReport, ...]
    findings: tuple[Finding, ...]
    problems: tuple[RoutedProblem, ...]
    files: int
    vendors: int
    rules: tuple[RuleInfo, ...]
    fail_on: Severity
    manifest: str
    loose: int = 0
    templates: Templates = Templates()
