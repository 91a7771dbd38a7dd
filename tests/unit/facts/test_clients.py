"""Clients of vendors' packages for servers: each as its own documentation calls it, and what is none."""

from __future__ import annotations

import pytest

from pixelgate.facts import extract
from pixelgate.facts.evidence import leaves
from pixelgate.facts.model import SightingKind
from pixelgate.vendors import catalog


def told(code: str, path: str = "services/tell.py") -> list[tuple[str, str, int, tuple[str, ...]]]:
    facts = extract(path, code.encode(), catalog.load())
    return [
        (one.vendor, one.event, one.location.line, tuple(name for name, _ in leaves(one.parameters)))
        for one in facts.sightings
        if one.kind is SightingKind.CONVERSION
    ]


@pytest.mark.parametrize(
    ("imports", "call", "expected"),
    [
        (
            "import segment.analytics as analytics",
            'analytics.track(user.id, "Result Viewed", {"diagnosis": visit.diagnosis})',
            ("segment", "Result Viewed", ("user_id", "diagnosis")),
        ),
        (
            "import segment.analytics as analytics",
            'analytics.identify(user.id, {"email": user.email})',
            ("segment", "identify", ("user_id", "email")),
        ),
        (
            'from posthog import Posthog\nclient = Posthog("phc_abc", host="https://us.i.posthog.com")',
            'client.capture("result viewed", distinct_id=user.id, properties={"diagnosis": visit.diagnosis})',
            ("posthog", "result viewed", ("distinct_id", "diagnosis")),
        ),
        (
            "import posthog",
            'posthog.capture(user.id, event="result viewed")',
            ("posthog", "result viewed", ("user_id", "event")),
        ),
        (
            'from mixpanel import Mixpanel\nmp = Mixpanel("token")',
            'mp.people_set(user.id, {"$email": user.email})',
            ("mixpanel", "people_set", ("user_id", "$email")),
        ),
        (
            'from amplitude import Amplitude, BaseEvent\nclient = Amplitude("KEY")',
            'client.track(BaseEvent(event_type="Viewed", user_id=user.id, event_properties={"diagnosis": visit.why}))',
            ("amplitude", "Viewed", ("event_type", "user_id", "diagnosis")),
        ),
        (
            'from customerio import CustomerIO\ncio = CustomerIO("site", "key")',
            'cio.track(customer_id=user.id, name="result_viewed", diagnosis=visit.diagnosis)',
            ("customer-io", "result_viewed", ("customer_id", "name", "diagnosis")),
        ),
        (
            'from klaviyo_api import KlaviyoAPI\nklaviyo = KlaviyoAPI("k")',
            'klaviyo.Events.create_event({"data": {"metric": {"name": "Viewed"}, "profile": {"email": user.email}}})',
            ("klaviyo", "Viewed", ("name", "email")),
        ),
        (
            "from facebook_business.adobjects.serverside.event import Event",
            'Event(event_name="ViewContent", user_data=person)',
            ("meta-pixel", "ViewContent", ("event_name", "user_data")),
        ),
        (
            "from hubspot.crm.contacts import SimplePublicObjectInputForCreate",
            'SimplePublicObjectInputForCreate(properties={"email": user.email})',
            ("hubspot", "", ("email",)),
        ),
    ],
)
def test_calls_of_python(imports: str, call: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    vendor, event, names = expected
    code = f"{imports}\n\ndef report(user, visit, person):\n    {call}\n"
    assert told(code) == [(vendor, event, imports.count("\n") + 4, names)]


def test_a_client_that_is_only_made_counts_as_imported() -> None:
    code = 'from mixpanel import Mixpanel\nmp = Mixpanel("token")\nmp.track()\n'
    assert told(code) == [("mixpanel", "", 1, ())]


def test_a_call_of_something_else_beside() -> None:
    code = "import posthog\n\ndef f(user):\n    log.capture(user.id, event='x')\n    posthog.flush()\n"
    assert told(code) == [("posthog", "", 1, ())]


@pytest.mark.parametrize(
    ("imports", "call", "expected"),
    [
        (
            'const hubspot = require("@hubspot/api-client"); const client = new hubspot.Client({accessToken: "k"});',
            "client.crm.contacts.basicApi.create({properties: {email: user.email}})",
            ("hubspot", "contacts.create", 2),
        ),
        (
            'import { Client } from "@hubspot/api-client"; const client = new Client({accessToken: "k"});',
            "client.events.send.basicApi.send({eventName: 'pe1_viewed', email: user.email})",
            ("hubspot", "pe1_viewed", 2),
        ),
        (
            'import { EventsApi, ApiKeySession as S } from "klaviyo-api"; const api = new EventsApi(new S("k"));',
            "api.createEvent({data: {attributes: {metric: {data: {attributes: {name: 'Viewed'}}}}}})",
            ("klaviyo", "Viewed", 2),
        ),
        (
            'import { Braze } from "braze-api"; const braze = new Braze("https://rest.iad-01.braze.com", "k");',
            "braze.users.track({events: [{external_id: user.id, name: 'viewed'}]})",
            ("braze", "users.track", 2),
        ),
        (
            'import { RestliClient } from "linkedin-api-client"; const client = new RestliClient();',
            "client.create({resourcePath: '/conversionEvents', entity: {conversion: 'urn:lla:1', user: {}}})",
            ("linkedin-insight", "urn:lla:1", 2),
        ),
        (
            'import { BrevoClient } from "@getbrevo/brevo"; const brevo = new BrevoClient({apiKey: "k"});',
            "brevo.event.createEvent({event_name: 'viewed', identifiers: {email_id: user.email}})",
            ("brevo", "viewed", 2),
        ),
        (
            'const brevo = require("@getbrevo/brevo"); const api = new brevo.ContactsApi();',
            "api.createContact({email: user.email, attributes: {}})",
            ("brevo", "createContact", 2),
        ),
    ],
)
def test_calls_of_javascript(imports: str, call: str, expected: tuple[str, str, int]) -> None:
    found = told(f"{imports}\nexport const report = (user) => {call};\n", "lib/tell.ts")
    assert [one[:3] for one in found if one[1]] == [expected]


@pytest.mark.parametrize(
    "code",
    [
        "from analytics.models import Report\nReport.track('seen', user_id=user.id)\n",
        "from analytics import track\ntrack('seen', user)\n",
        "from .analytics import Client\nClient().track(user.id, 'seen')\n",
    ],
)
def test_a_module_of_the_project_is_not_the_package_of_its_name(code: str) -> None:
    assert told(code) == []


@pytest.mark.parametrize(
    "code",
    [
        "import analytics\n\nanalytics.track(user.id, 'seen')\n",
        "from analytics import Client\nclient = Client()\nclient.track(user.id, 'seen')\n",
    ],
)
def test_the_package_is_imported_as_a_whole_or_its_class(code: str) -> None:
    assert told(code) == [("segment", "seen", 3, ("user_id",))]
