"""A report in which everything that comes from the scanned project is an attack."""

from __future__ import annotations

import msgspec
from tests.unit.reporters.samples import REPORT, SCHEDULE, chain, node

from pixelgate.facts.model import Parameter, Problem, Sighting, SightingKind
from pixelgate.findings.model import Leak, Message, Outcome, Report, RoutedProblem, RouteReport, Severity, Verdict
from pixelgate.graph.model import Step
from pixelgate.source import HOLE, Location

ATTACKS = (
    "\x1b[2J\x1b]0;owned\x07",
    "\n::error file=a.py,line=1::owned",
    "::set-env name=PATH::/evil",
    "##[error]owned",
    "a|b`c`</code><script>alert(1)</script>",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) @everyone :bomb: www.evil.example",
    "\u202egnp.exe\u2066\u200b\ufeff",
    "%0A::error::owned,a=b:c",
    "\x00\x7f\x85\u2028\u2029\ud800",
    "=cmd|' /C calc'!A0",
    f"{HOLE}{HOLE}",
    "x" * 100_000,
)
EVIL = " ".join(ATTACKS)


def place(line: int = 1) -> Location:
    return Location(f"templates/{EVIL[:300]}.html", line, 3, line, 9)


ROUTE = node(0, f"/{EVIL}")
FINDING = msgspec.structs.replace(
    SCHEDULE,
    location=place(7),
    message=Message(EVIL, EVIL, tuple(Leak(attack, attack, attack) for attack in ATTACKS), EVIL),
    verdicts=(Verdict(chain(ROUTE, Step(place(2), EVIL, EVIL)), Severity.ERROR),),
    vendor=f"other:{EVIL}",
    sighting=Sighting(
        f"other:{EVIL}",
        SightingKind.EVENT,
        place(7),
        id=EVIL,
        event=EVIL,
        parameters=tuple(Parameter(attack, attack, attack, "provider", attack) for attack in ATTACKS),
        url=EVIL,
    ),
    original=place(3),
    twins=(place(4),),
)
HOSTILE: Report = msgspec.structs.replace(
    REPORT,
    routes=(RouteReport(ROUTE, Outcome.VIOLATING),),
    findings=(FINDING,),
    problems=(RoutedProblem(Problem("unparsable-file", EVIL, place(5)), (EVIL,)),),
    manifest=EVIL,
)
