"""Hand-made reports, as the pipeline would return them."""

from __future__ import annotations

from pixelgate.facts.model import Parameter, Problem, Sighting, SightingKind
from pixelgate.findings.model import (
    Finding,
    Leak,
    Message,
    Outcome,
    Report,
    RoutedProblem,
    RouteReport,
    RuleInfo,
    Scale,
    Severity,
    Status,
    Verdict,
)
from pixelgate.graph.model import Chain, RouteNode, Step, Tier
from pixelgate.manifest.model import Access, Phi, Route
from pixelgate.source import Location

EVENT = RuleInfo(
    "PG102",
    "tracker-event",
    "A guarded route reaches a call that reports an event to a tracker.",
    why="An event says what this patient just did.",
    fix="Delete the call, or count the event on your own server.",
)
UNRESOLVED = RuleInfo(
    "PG902", "unresolved-reference", "A guarded route reaches an include that could not be found.", scale=Scale.UNPROVEN
)
HINT = RuleInfo("PG302", "tracker-hint", "A guarded route prepares a connection to a tracker.", scale=Scale.CONTACT)
UNLISTED = RuleInfo("PG401", "unlisted-page", "No route claims a page.", scale=Scale.UNLISTED)
RULES = (EVENT, HINT, UNLISTED, UNRESOLVED)

DETAIL, BASE, BUNDLE = "templates/appointments/detail.html", "templates/base.html", "static/app.8f3c.js"


def node(index: int, path: str, *, phi: tuple[Phi, ...] = (), guarded: bool = True) -> RouteNode:
    access = Access.AUTHENTICATED if guarded else Access.PUBLIC
    place = Location("pixelgate.toml", 21 + 4 * index, 1, 21 + 4 * index, 10)
    route = Route(path, access, phi, (), place, order=index)
    bears = f" and bears {', '.join(phi)}" if phi else ""
    tier = Tier.AUTHENTICATED if guarded else Tier.OFF
    return RouteNode(
        index, route, (f"templates{path.split('/:', maxsplit=1)[0]}/detail.html",), tier, access.value + bears
    )


def chain(route: RouteNode, *steps: Step) -> Chain:
    return Chain(route.index, (Step(route.route.location, "route", route.route.path), *steps))


APPOINTMENT = node(0, "/appointments/:id", phi=(Phi.APPOINTMENT, Phi.PROVIDER))
BILLING = node(1, "/billing", phi=(Phi.PAYMENT,))
CAREERS = node(2, "/careers", guarded=False)

STEPS = (
    Step(Location(DETAIL, 1, 1, 1, 24), "extends", "base.html"),
    Step(Location(BASE, 12, 3, 12, 50), "script", "app.8f3c.js"),
)

SCHEDULE = Finding(
    EVENT,
    Severity.ERROR,
    Location(BUNDLE, 1, 20417, 1, 20468),
    Message(
        "Meta Pixel (ID 1234567890) is sent the event `Schedule` with `doctor` and `type`.",
        "It is reachable on /appointments/:id, which is authenticated and bears appointment, provider; /billing,"
        " which is authenticated and bears payment.",
        (
            Leak("provider", "the physician, department or location", "parameter `doctor`: form field `#provider`"),
            Leak("appointment", "“new patient”", "parameter `type`: written in the code"),
            Leak("device", "IP address, browser and cookies", "every request to Meta carries them"),
        ),
        "Remove it from static/app.8f3c.js, or give these pages a layout without it.",
    ),
    (Verdict(chain(APPOINTMENT, *STEPS), Severity.ERROR), Verdict(chain(BILLING, *STEPS), Severity.ERROR)),
    vendor="meta-pixel",
    sighting=Sighting(
        "meta-pixel",
        SightingKind.EVENT,
        Location(BUNDLE, 1, 20417, 1, 20468),
        id="1234567890",
        event="Schedule",
        parameters=(
            Parameter("doctor", None, "form-field", "provider", "form.provider.value"),
            Parameter("visit", None, "object", children=(Parameter("type", "new patient", "literal", "appointment"),)),
        ),
    ),
    original=Location("src/analytics.ts", 14, 3, 14, 40),
    fingerprint="5f1d",
)

HINTED = Finding(
    HINT,
    Severity.WARNING,
    Location(BASE, 4, 3, 4, 60),
    Message(
        "The page opens a connection to connect.facebook.net before anything asks for it.", "", (), "Remove the link."
    ),
    (Verdict(chain(BILLING), Severity.WARNING),),
    vendor="meta-pixel",
    fingerprint="77aa",
)

MISSING = Finding(
    UNRESOLVED,
    Severity.ERROR,
    Location(DETAIL, 9, 4, 9, 30),
    Message("The include `partials/{name}.html` cannot be resolved.", "It is on /appointments/:id.", (), "Name it."),
    (Verdict(chain(APPOINTMENT), Severity.ERROR),),
    fingerprint="9c9c",
)

EXEMPTED = Finding(
    EVENT,
    Severity.ERROR,
    Location("templates/billing/pay.html", 3, 9, 3, 30),
    Message("Google Analytics is sent the event `page_view`.", "It is reachable on /billing."),
    (Verdict(chain(BILLING), Severity.ERROR),),
    vendor="google-analytics",
    status=Status.EXEMPTED,
    because="exempted in pixelgate.toml:60: server-side proxy, contract 2026-014",
    fingerprint="abcd",
)

STRAY = Finding(
    UNLISTED,
    Severity.NOTE,
    Location("templates/forgotten.html"),
    Message("No route claims the page templates/forgotten.html.", "", (), "Add a route for it."),
    fingerprint="eeee",
)

REPORT = Report(
    routes=(
        RouteReport(APPOINTMENT, Outcome.VIOLATING),
        RouteReport(BILLING, Outcome.VIOLATING),
        RouteReport(CAREERS, Outcome.CLEAN),
    ),
    findings=(HINTED, SCHEDULE, EXEMPTED, MISSING, STRAY),
    problems=(
        RoutedProblem(
            Problem(
                "unresolved-reference", "the include `partials/{name}.html` is computed", Location(DETAIL, 9, 4, 9, 30)
            ),
            ("/appointments/:id",),
        ),
    ),
    files=431,
    vendors=84,
    rules=RULES,
    fail_on=Severity.ERROR,
    manifest="pixelgate.toml",
)

CLEAN = Report(
    routes=(RouteReport(APPOINTMENT, Outcome.CLEAN), RouteReport(CAREERS, Outcome.CLEAN)),
    findings=(),
    problems=(),
    files=12,
    vendors=84,
    rules=RULES,
    fail_on=Severity.ERROR,
    manifest="pixelgate.toml",
)
