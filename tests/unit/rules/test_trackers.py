"""Rules about trackers on guarded routes: which sightings fire them, and what the finding says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from pixelgate.facts.model import Connection, FileFacts, FormField, Parameter, Reference
from pixelgate.findings.model import Finding, Leak, Severity
from pixelgate.manifest.model import Level, Policy, Profile

if TYPE_CHECKING:
    from tests.unit.rules.conftest import Portal

replace = msgspec.structs.replace


def codes(found: list[Finding]) -> list[tuple[str, int]]:
    return [(f.rule.code, f.location.line) for f in found]


def test_loader_on_authenticated_route_is_an_error(portal: Portal) -> None:
    loader = replace(portal.sighted("loader", 3), url="https://connect.facebook.net/en_US/fbevents.js")
    (finding,) = portal.judge(portal.facts(loader))
    assert (finding.rule.code, finding.severity, finding.location) == ("PG101", "error", loader.location)
    assert finding.message.what == "Plain Pixel is loaded from connect.facebook.net/en_US/fbevents.js."
    assert finding.message.where == "It is reachable on /portal, which is authenticated and bears appointment."
    assert finding.data == ("device", "navigation")
    assert finding.host == "connect.facebook.net"
    assert finding.message.remedy.startswith("Remove the tracker from page.html.")
    assert "Plain offers no business associate agreement" in finding.message.remedy


@pytest.mark.parametrize(
    ("kind", "fires"),
    [
        ("loader", True),
        ("import", True),
        ("emitter", True),
        ("iframe", True),
        ("beacon", True),
        ("config", False),
        ("hint", False),
        ("policy", False),
        ("event", False),
    ],
)
def test_tracker_loaded_by_kind(portal: Portal, kind: str, fires: bool) -> None:
    found = portal.judge(portal.facts(portal.sighted(kind)))
    assert ("PG101", 1) in codes(found) if fires else ("PG101", 1) not in codes(found)


def test_unguarded_route_is_silent(portal: Portal) -> None:
    assert portal.judge(portal.facts(portal.sighted("loader")), routes=(portal.row(phi="", public=True),)) == []


@pytest.mark.parametrize(
    ("profile", "severity"), [(Profile.HIPAA, "warning"), (Profile.FTC, "error"), (Profile.STRICT, "error")]
)
def test_public_condition_page_by_profile(portal: Portal, profile: Profile, severity: str) -> None:
    route = portal.row(phi="condition", public=True)
    found = portal.judge(portal.facts(portal.sighted("loader")), routes=(route,), policy=Policy(profile))
    assert [finding.severity for finding in found if finding.rule.code == "PG101"] == [severity]


def test_finding_is_as_grave_as_its_gravest_route(portal: Portal) -> None:
    routes = (portal.row("/about/:condition", phi="condition", public=True), portal.row("/portal"))
    (finding,) = (
        f for f in portal.judge(portal.facts(portal.sighted("loader")), routes=routes) if f.rule.code == "PG101"
    )
    assert [v.severity for v in finding.verdicts] == [Severity.WARNING, Severity.ERROR]
    assert finding.severity is Severity.ERROR
    assert finding.message.where == (
        "It is reachable on /portal, which is authenticated and bears appointment;"
        " /about/:condition, which is public information about condition."
    )


def test_policy_overrides_by_name_and_code(portal: Portal) -> None:
    files = portal.facts(portal.sighted("loader"), portal.sighted("event", 2))
    policy = Policy(rules=(("tracker-loaded", Level.NOTE), ("PG102", Level.OFF)))
    (finding,) = portal.judge(files, policy=policy)
    assert (finding.rule.code, finding.severity) == ("PG101", "note")


def test_override_does_not_reach_unguarded_routes(portal: Portal) -> None:
    policy = Policy(rules=(("tracker-loaded", Level.ERROR),))
    found = portal.judge(
        portal.facts(portal.sighted("loader")), routes=(portal.row(phi="", public=True),), policy=policy
    )
    assert found == []


def test_inactive_is_inactive_and_gated_is_not_absent(portal: Portal) -> None:
    gated = replace(portal.sighted("loader", 2), gated=True)
    dead = replace(portal.sighted("loader", 5), active=False)
    (finding,) = portal.judge(portal.facts(gated, dead))
    assert finding.location.line == 2
    assert "consent-gated" in finding.message.what


def test_sdk_bundled_whole_is_one_finding_and_no_event(portal: Portal) -> None:
    own = [
        replace(portal.sighted(kind, line), internal=True)
        for line, kind in enumerate(["event", "user-data", "loader"], 4)
    ]
    (finding,) = portal.judge(portal.facts(*own))
    assert (finding.rule.code, finding.location.line) == ("PG101", 4)
    assert finding.message.what == "The code of Plain Pixel is bundled in page.html."


def test_event_tells_every_parameter_and_where_it_comes_from(portal: Portal) -> None:
    nested = Parameter("contents", children=(Parameter("name", "Oncology", category="condition"),), source="object")
    doctor = Parameter("doctor", None, "form-field", "provider", "#provider")
    event = replace(portal.sighted("event", 7), event="Schedule", id="123", parameters=(doctor, nested))
    found = {f.rule.code: f for f in portal.judge(portal.facts(event))}
    assert set(found) == {"PG102", "PG201", "PG202"}
    message = found["PG102"].message
    assert message.what == "Plain Pixel (ID 123) is sent the event `Schedule` with `doctor` and `contents`."
    assert message.leaves[:3] == (
        Leak("provider", "the physician, department or location", "parameter `doctor`: form field `#provider`"),
        Leak("condition", "“Oncology”", "parameter `contents.name`: written in the code"),
        Leak("navigation", "what the visitor does", "event `Schedule`"),
    )
    assert found["PG202"].message.what.endswith("with the event `Schedule`: `doctor` (provider).")
    assert found["PG201"].message.what.endswith("with the event `Schedule`: `contents.name` (condition).")
    assert found["PG201"].message.remedy.startswith("Delete `contents.name` from the call.")


def test_health_parameter_warns_on_any_page(portal: Portal) -> None:
    drug = replace(portal.sighted("event"), event="x", parameters=(Parameter("drug_name", category="medication"),))
    (finding,) = portal.judge(portal.facts(drug), routes=(portal.row(phi="", public=True),))
    assert (finding.rule.code, finding.severity) == ("PG201", "warning")


def test_what_every_visit_tells_is_no_health_parameter(portal: Portal) -> None:
    plain = replace(portal.sighted("event"), event="x", parameters=(Parameter("menu", category="navigation"),))
    assert codes(portal.judge(portal.facts(plain))) == [("PG102", 1)]


def test_user_data_names_the_keys(portal: Portal) -> None:
    user = replace(
        portal.sighted("user-data"), parameters=(Parameter("em", None, "template", "contact", "user.email"),)
    )
    finding, flow = portal.judge(portal.facts(user))
    assert (finding.rule.code, flow.rule.code) == ("PG103", "PG203")
    assert finding.message.what == "Plain Pixel is told who the visitor is: `em`."
    assert finding.message.leaves[0] == Leak(
        "contact",
        "how to reach the visitor: e-mail, phone or address",
        "parameter `em`: filled in by the server, `user.email`",
    )


def test_tag_manager_is_opaque_not_loaded(portal: Portal) -> None:
    tag = replace(portal.sighted("loader", vendor="google-tag-manager"), id="GTM-X")
    frame = portal.sighted("iframe", 2, vendor="google-tag-manager")
    (finding,) = portal.judge(portal.facts(tag, frame))
    assert (finding.rule.code, finding.location.line) == ("PG106", 1)
    assert finding.message.what.startswith("Google Tag Manager GTM-X is loaded.")


def test_recorder_is_loaded_and_records(portal: Portal) -> None:
    found = portal.judge(
        portal.facts(portal.sighted("loader", vendor="hotjar"), portal.sighted("init", 2, vendor="hotjar"))
    )
    assert codes(found) == [("PG101", 1), ("PG101", 2), ("PG105", 2)]


def test_monitor_records_only_when_told_to(portal: Portal) -> None:
    start = portal.sighted("init", vendor="sentry-replay")
    assert codes(portal.judge(portal.facts(start))) == [("PG101", 1)]
    record = replace(portal.sighted("config", 2, vendor="sentry-replay"), event="replay")
    clear = replace(portal.sighted("config", 3, vendor="sentry-replay"), event="maskAllText=false")
    found = {f.rule.code: f for f in portal.judge(portal.facts(start, record, clear))}
    assert found["PG105"].message.what == (
        "Sentry records the page as the visitor sees it. Masking is switched off: it shows text in clear."
    )


def test_embed_is_a_third_party_at_warning(portal: Portal) -> None:
    files = portal.facts(portal.sighted("loader", vendor="google-fonts"))
    assert [(f.rule.code, f.severity) for f in portal.judge(files)] == [("PG108", "warning")]
    strict = portal.judge(files, policy=Policy(Profile.STRICT))
    assert [(f.rule.code, f.severity) for f in strict] == [("PG108", "error"), ("PG303", "error")]


def test_unknown_host_is_one_finding_for_a_file(portal: Portal) -> None:
    def link(host: str, kind: str, line: int) -> Connection:
        return Connection(host, f"https://{host}/x", kind, portal.place(line=line))

    connections = (
        link("cdn.unknown.io", "script", 2),
        link("cdn.unknown.io", "image", 5),
        link("static.example.org", "script", 6),
        link("hint.unknown.io", "hint", 7),
        link("connect.facebook.net", "script", 8),
        link("www.example.com", "connect", 9),
    )
    pixel = replace(portal.sighted("loader", 8), url="//connect.facebook.net/en_US/fbevents.js")
    facts = FileFacts("page.html", sightings=(pixel,), connections=connections, page=True)
    unknown = [f for f in portal.judge(facts) if f.rule.code == "PG108"]
    assert [(f.location.line, f.host, f.severity) for f in unknown] == [(2, "cdn.unknown.io", "error")]
    assert "(2 places in this file)" in unknown[0].message.what


def test_hint_to_a_tracker_is_a_warning(portal: Portal) -> None:
    assert [(f.rule.code, f.severity) for f in portal.judge(portal.facts(portal.sighted("hint")))] == [
        ("PG302", "warning")
    ]


def test_page_address_with_health_words(portal: Portal) -> None:
    loader = portal.sighted("loader")
    (finding,) = portal.judge(portal.facts(loader), routes=(portal.row("/appointments/:id", phi="", public=True),))
    assert (finding.rule.code, finding.severity) == ("PG204", "warning")
    assert "`appointments/:id` (appointment)" in finding.message.what


@pytest.mark.parametrize(
    ("path", "fires"),
    [
        ("/conditions/:name", True),
        ("/doctors/*", True),
        ("/records/:mrn", True),
        ("/cancer-care", True),
        ("/patient-stories", False),
        ("/doctors", False),
        ("/news/:id", False),
        ("/", False),
    ],
)
def test_which_addresses_speak_of_health(portal: Portal, path: str, fires: bool) -> None:
    found = portal.judge(portal.facts(portal.sighted("loader")), routes=(portal.row(path, phi="", public=True),))
    assert bool(found) is fires


def test_vendor_that_sends_no_address_has_no_pg204(portal: Portal) -> None:
    loader = portal.sighted("loader", vendor="sentry-replay")
    assert portal.judge(portal.facts(loader), routes=(portal.row("/appointments/:id", phi="", public=True),)) == []


@pytest.mark.parametrize(
    ("kind", "tags", "told"), [("emitter", ("plain_pixel",), True), ("emitter", (), False), ("loader", (), False)]
)
def test_a_template_tag_that_sends_who_is_logged_in(
    portal: Portal, kind: str, tags: tuple[str, ...], told: bool
) -> None:
    (finding,) = portal.judge(portal.facts(replace(portal.sighted(kind), tags=tags)))
    assert ("identity" in {leak.category for leak in finding.message.leaves}) is told


def test_agreement_is_offered(portal: Portal) -> None:
    (finding,) = portal.judge(portal.facts(portal.sighted("loader", vendor="sentry-replay")))
    assert "Functional Software offers a business associate agreement" in finding.message.remedy


def test_automatic_collection_names_fields_and_buttons(portal: Portal) -> None:
    fields = (
        FormField("provider", "select", portal.place(), label="Physician", category="provider"),
        FormField("reason", "textarea", portal.place(line=2), label="Reason for visit"),
        FormField("", "button", portal.place(line=3), label="Book appointment"),
        FormField("plan", "text", portal.place(line=4), label="{} {}", placeholder="Plan"),
        FormField("", "button", portal.place(line=5), label="\u00d7"),
    )
    facts = FileFacts("page.html", sightings=(portal.sighted("init", vendor="meta-pixel"),), fields=fields, page=True)
    (finding,) = (f for f in portal.judge(facts) if f.rule.code == "PG104")
    assert finding.message.what == (
        "Meta Pixel collects by itself, without an event in the code:"
        " page address, button clicks, form features and typed identity."
    )
    assert [(leak.category, leak.what) for leak in finding.message.leaves[:5]] == [
        ("provider", "form fields “Physician”"),
        ("message", "form fields “Reason for visit”"),
        ("navigation", "buttons and links “Book appointment”"),
        ("", "form fields “Plan”"),
        ("appointment", "the type, date or place of an appointment"),
    ]
    assert "`fbq('set', 'autoConfig', false, ID)` before its init stops button clicks" in finding.message.remedy


def settings(portal: Portal, line: int, path: str = "page.html", pixel: str = "1") -> FileFacts:
    option = replace(portal.sighted("config", line, path=path, vendor="meta-pixel"), event="autoConfig", id=pixel)
    return portal.facts(option, path=path)


@pytest.mark.parametrize(("line", "pixel", "fires"), [(2, "1", False), (9, "1", True), (2, "2", True), (2, "", False)])
def test_option_counts_only_before_the_init_of_its_id(portal: Portal, line: int, pixel: str, fires: bool) -> None:
    init = replace(portal.sighted("init", 5, vendor="meta-pixel"), id="1")
    facts = portal.facts(*settings(portal, line, pixel=pixel).sightings, init)
    assert ("PG104" in {f.rule.code for f in portal.judge(facts)}) is fires


@pytest.mark.parametrize(("script", "fires"), [(2, False), (8, True)])
def test_option_in_a_script_loaded_before(portal: Portal, script: int, fires: bool) -> None:
    init = replace(portal.sighted("init", 5, vendor="meta-pixel"), id="1")
    load = Reference("script", "url", ("/options.js",), portal.place(line=script))
    page = FileFacts("page.html", sightings=(init,), references=(load,), page=True)
    found = portal.judge(page, settings(portal, 1, "options.js"))
    assert ("PG104" in {f.rule.code for f in found}) is fires


def test_an_option_of_one_page_says_nothing_of_another_page_of_the_route(portal: Portal) -> None:
    init = replace(portal.sighted("init", 5, path="pixel.js", vendor="meta-pixel"), id="1")

    def page(path: str, *names: str) -> FileFacts:
        loads = (Reference("script", "url", (f"/{n}.js",), portal.place(path, at)) for at, n in enumerate(names, 1))
        return FileFacts(path, references=tuple(loads), page=True)

    files = (portal.facts(init, path="pixel.js"), settings(portal, 1, "options.js"))
    both = (page("a.html", "options", "pixel"), page("b.html", "pixel"))
    one = portal.judge(*files, both[0], routes=(portal.row("/portal", "a.html"),))
    assert "PG104" not in {f.rule.code for f in one}
    two = portal.judge(*files, *both, routes=(portal.row("/portal", "a.html", "b.html"),))
    assert "PG104" in {f.rule.code for f in two}


def test_option_in_a_child_of_the_layout_is_not_sure_to_come_first(portal: Portal) -> None:
    init = replace(portal.sighted("init", 5, path="base.html", vendor="meta-pixel"), id="1")
    parent = Reference("extends", "template", ("base.html",), portal.place(line=9))
    page = FileFacts("page.html", sightings=settings(portal, 2).sightings, references=(parent,), page=True)
    (finding,) = (f for f in portal.judge(page, portal.facts(init, path="base.html")) if f.rule.code == "PG104")
    assert "The option `autoConfig` at page.html:2 has no effect" in finding.message.what
