from __future__ import annotations

import pytest

from pixelgate.facts.model import Confidence, Sighting, SightingKind
from pixelgate.facts.trackers import Setting, renames, sightings
from pixelgate.parse.document import Assignment, Call, Document, Script
from pixelgate.parse.values import Array, Choice, Constant, Entry, How, Object, Text, Unknown, Value
from pixelgate.source import Source, Span
from pixelgate.vendors.catalog import Catalog, load

S = Span(0, 1)


def text(value: str | float | bool | None) -> Constant:
    return Constant(value, S)


def unknown(path: str, *inputs: Value) -> Unknown:
    return Unknown(path, S, inputs)


def obj(**entries: Value) -> Object:
    return Object(tuple(Entry(key, value, S) for key, value in entries.items()), S)


def array(*items: Value) -> Array:
    return Array(items, S)


def call(callee: str, *arguments: Value, at: int = 0, via: Span | None = None, constructed: bool = False) -> Call:
    return Call(callee, arguments, Span(at, at + 5), via=via, constructed=constructed)


def assignment(target: str, value: Value, at: int = 0) -> Assignment:
    return Assignment(target, value, Span(at, at + 5))


def document(*pieces: Call | Assignment) -> tuple[Document, Source]:
    calls = tuple(piece for piece in pieces if isinstance(piece, Call))
    assignments = tuple(piece for piece in pieces if isinstance(piece, Assignment))
    source = Source("page.html", "x" * 20_000)
    return Document("page.html", "html", scripts=(Script(Span(0, 20_000), calls, assignments),)), source


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def seen(catalog: Catalog, *pieces: Call | Assignment) -> list[Sighting]:
    return list(sightings(*document(*pieces), catalog, Setting()))


def short(found: list[Sighting]) -> list[tuple[str, str, str, str]]:
    return [(one.vendor, one.kind.value, one.id, one.event) for one in found]


def test_init_with_advanced_matching_is_an_init_and_user_data_at_one_place(catalog: Catalog) -> None:
    user = obj(em=unknown("document.getElementById('email').value"), db=unknown("e"))
    init, user_data = seen(catalog, call("fbq", text("init"), text("123456789012345"), user))
    assert (init.kind, user_data.kind) == (SightingKind.INIT, SightingKind.USER_DATA)
    assert init.location == user_data.location
    assert init.id == user_data.id == "123456789012345"
    told = [(p.name, p.source, p.category) for p in user_data.parameters]
    assert told == [("em", "form-field", "contact"), ("db", "variable", "birth")]


@pytest.mark.parametrize("user", [text(None), obj(), text("")])
def test_empty_user_data_is_none(catalog: Catalog, user: Constant) -> None:
    assert short(seen(catalog, call("fbq", text("init"), text("1"), user))) == [("meta-pixel", "init", "1", "")]


def test_an_event_names_its_parameters_and_options(catalog: Catalog) -> None:
    (event,) = seen(
        catalog,
        call("fbq", text("track"), text("Schedule"), obj(doctor=unknown("d")), obj(eventID=unknown("e"))),
    )
    assert (event.event, [p.name for p in event.parameters]) == ("Schedule", ["doctor", "eventID"])
    assert event.parameters[0].category == "provider"


def test_an_unknown_id_is_shown_as_its_expression(catalog: Catalog) -> None:
    (init,) = seen(catalog, call("fbq", text("init"), unknown("process.env.FB_PIXEL_ID")))
    assert init.id == "{process.env.FB_PIXEL_ID}"


def test_auto_config_is_one_config_sighting(catalog: Catalog) -> None:
    event = next(o.name for o in catalog.vendors["meta-pixel"].option if "'autoConfig', false" in o.pattern)
    found = seen(catalog, call("fbq", text("set"), text("autoConfig"), text(value=False), text("1")))
    assert short(found) == [("meta-pixel", "config", "1", event)]


def test_each_alternative_event_is_a_sighting(catalog: Catalog) -> None:
    name = Choice((text("Lead"), text("Contact")), S)
    assert {one.event for one in seen(catalog, call("fbq", text("track"), name))} == {"Lead", "Contact"}


def test_a_google_config_is_named_by_its_id(catalog: Catalog) -> None:
    ids = {"G-ABC": "google-analytics", "AW-1": "google-ads", "DC-1": "floodlight", "UA-1-1": "universal-analytics"}
    for identifier, vendor in ids.items():
        assert short(seen(catalog, call("gtag", text("config"), text(identifier)))) == [
            (vendor, "init", identifier, "")
        ]


def test_send_to_decides_whose_event_it_is(catalog: Catalog) -> None:
    sent = obj(send_to=text("AW-1/abc"), value=text(1.0))
    (event,) = seen(catalog, call("gtag", text("event"), text("conversion"), sent))
    assert (event.vendor, event.event) == ("google-ads", "conversion")


def test_events_without_addressee_follow_the_only_configured_vendor(catalog: Catalog) -> None:
    event = call("gtag", text("event"), text("book"), at=10)
    ads = call("gtag", text("config"), text("AW-1"))
    analytics = call("gtag", text("config"), text("G-A"), at=100)
    assert [one.vendor for one in seen(catalog, ads, event)] == ["google-ads", "google-ads"]
    assert [one.vendor for one in seen(catalog, ads, event, analytics)] == [
        "google-ads",
        "google-analytics",
        "google-analytics",
    ]


def test_the_stub_of_a_queue_is_no_event(catalog: Catalog) -> None:
    assert seen(catalog, call("dataLayer.push", unknown("arguments"))) == []


def test_a_command_that_only_the_run_time_knows_is_an_event_of_low_confidence(catalog: Catalog) -> None:
    (event,) = seen(catalog, call("fbq", unknown("command"), unknown("name")))
    assert (event.event, event.confidence) == ("{command}", Confidence.LOW)


def test_the_call_inside_a_wrapper_is_marked_where_the_wrappers_calls_say_more(catalog: Catalog) -> None:
    inner = call("fbq", text("track"), unknown("name"), unknown("props"), at=10)
    outer = call("fbq", text("track"), text("Lead"), obj(doctor=unknown("d")), at=200, via=Span(10, 15))
    assert [one.event for one in seen(catalog, inner)] == ["{name}"]
    relayed, event = seen(catalog, inner, outer)
    assert (relayed.event, relayed.relayed) == ("{name}", True)
    assert (event.event, event.location.column, event.confidence) == ("Lead", 201, Confidence.MEDIUM)
    assert event.via is not None
    assert event.via.column == 11


def test_what_the_inner_call_decides_itself_is_not_said_twice(catalog: Catalog) -> None:
    inner = call("fbq", text("track"), text("PageView"), at=10)
    outer = call("fbq", text("track"), text("PageView"), at=200, via=Span(10, 15))
    (event,) = seen(catalog, inner, outer)
    assert (event.location.column, event.via, event.relayed) == (11, None, False)


def test_a_folded_name_is_less_sure(catalog: Catalog) -> None:
    (event,) = seen(catalog, call("fbq", text("track"), Constant("Lead", S, How.FOLDED)))
    assert event.confidence is Confidence.MEDIUM


def test_commands_in_an_assigned_queue_are_read(catalog: Catalog) -> None:
    queue = Choice((unknown("_gaq"), array(array(text("_setAccount"), text("UA-1-2")))), S)
    assert ("universal-analytics", "init", "UA-1-2", "") in short(seen(catalog, assignment("_gaq", queue)))


def test_a_data_layer_that_holds_a_person_hands_over_user_data(catalog: Catalog) -> None:
    pushed = obj(event=text("booked"), customerEmail=unknown("u.mail"), total=text(1.0))
    event, user_data = seen(catalog, call("dataLayer.push", pushed))
    assert (event.kind, event.event) == (SightingKind.EVENT, "booked")
    assert (user_data.kind, [p.name for p in user_data.parameters]) == (SightingKind.USER_DATA, ["customerEmail"])


def test_a_package_speaks_for_its_vendor(catalog: Catalog) -> None:
    found = seen(catalog, call("react-facebook-pixel#default.init", text("12"), obj(em=unknown("e")), obj()))
    assert [one.kind.value for one in found] == ["init", "user-data"]


def test_a_partly_known_event_keeps_what_is_known(catalog: Catalog) -> None:
    name = Text((text("gf_booking_"), unknown("step")), S)
    (event,) = seen(catalog, call("gtag", text("event"), name))
    assert event.event == "gf_booking_{step}"


def test_nothing_is_active_in_documentation(catalog: Catalog) -> None:
    found = sightings(*document(call("fbq", text("init"), text("1"))), catalog, Setting(documentation=True))
    assert [one.active for one in found] == [False]


def test_a_renamed_global_is_followed(catalog: Catalog) -> None:
    renamed = assignment("GoogleAnalyticsObject", text("tracker"))
    made, _ = document(renamed, call("tracker", text("send"), text("pageview"), at=50))
    assert renames(made, catalog) == {"tracker": "ga"}
    found = seen(catalog, renamed, call("tracker", text("create"), text("UA-1-1"), at=50))
    assert ("universal-analytics", "init", "UA-1-1", "") in short(found)


def test_an_event_that_is_one_of_two_unknowns_is_one_event(catalog: Catalog) -> None:
    """A helper that takes a name or an object with one calls once, whatever it is given."""
    either = Choice((unknown("event"), unknown("event.name")), S)
    assert short(seen(catalog, call("fbq", text("trackCustom"), either))) == [
        ("meta-pixel", "event", "", "{event.name}")
    ]


def test_a_known_event_stays_beside_an_unknown_one(catalog: Catalog) -> None:
    either = Choice((unknown("event"), text("Lead")), S)
    assert short(seen(catalog, call("fbq", text("track"), either))) == [
        ("meta-pixel", "event", "", "Lead"),
        ("meta-pixel", "event", "", "{event}"),
    ]
