"""Code as vendors' own instructions shape it, read from source to sighting."""

from __future__ import annotations

import time

import pytest

from pixelgate.facts import extract
from pixelgate.facts.model import Confidence, FileFacts
from pixelgate.vendors.catalog import load


def facts(text: str, path: str = "app.js") -> FileFacts:
    return extract(path, text.encode(), load())


def short(found: FileFacts) -> list[tuple[str, str, str, str]]:
    return [(one.vendor, one.kind.value, one.id, one.event) for one in found.sightings]


META = """!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?
n.callMethod.apply(n,arguments):n.queue.push(arguments)};if(!f._fbq)f._fbq=n;
n.push=n;n.loaded=!0;n.version='2.0';n.queue=[];t=b.createElement(e);t.async=!0;
t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window,
document,'script','%s');
fbq('init', '123456789012345');
fbq('track', 'PageView');
"""


def test_the_meta_snippet_is_a_loader_an_init_and_an_event() -> None:
    found = facts(META % "https://connect.facebook.net/en_US/fbevents.js")
    assert short(found) == [
        ("meta-pixel", "loader", "", ""),
        ("meta-pixel", "init", "123456789012345", ""),
        ("meta-pixel", "event", "", "PageView"),
    ]
    loader = found.sightings[0]
    assert (loader.location.line, loader.location.column) == (5, 19)
    assert loader.confidence is Confidence.HIGH


def test_a_self_hosted_loader_is_known_by_the_shape_of_its_stub() -> None:
    found = facts(META % "/js/px.js")
    assert short(found)[0] == ("meta-pixel", "loader", "", "")
    assert found.sightings[0].confidence is Confidence.MEDIUM


def test_the_tag_manager_snippet_is_one_loader_with_its_id() -> None:
    found = facts(
        """(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':
new Date().getTime(),event:'gtm.js'});var f=d.getElementsByTagName(s)[0],
j=d.createElement(s),dl=l!='dataLayer'?'&l='+l:'';j.async=true;j.src=
'https://www.googletagmanager.com/gtm.js?id='+i+dl;f.parentNode.insertBefore(j,f);
})(window,document,'script','dataLayer','GTM-ABC123');"""
    )
    assert short(found) == [("google-tag-manager", "loader", "GTM-ABC123", "")]


def test_the_google_tag_is_config_and_event_but_its_stub_is_neither() -> None:
    found = facts(
        "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}\n"
        "gtag('js',new Date());gtag('config','G-ABC123');gtag('event','book',{doctor:d.name})",
    )
    told = [one for one in short(found) if one[1] != "loader"]
    assert told == [("google-analytics", "init", "G-ABC123", ""), ("google-analytics", "event", "", "book")]


def test_lists_of_hosts_and_comparisons_load_nothing() -> None:
    found = facts(
        "const blocked = ['connect.facebook.net', 'https://www.googletagmanager.com/gtag/js'];\n"
        "if (s.src.includes('https://connect.facebook.net/en_US/fbevents.js')) remove(s)"
    )
    assert found.sightings == ()


def test_a_package_is_sighted_at_its_specifier_and_its_calls() -> None:
    found = facts("import ReactPixel from 'react-facebook-pixel';\nReactPixel.init('12', {em: user.email});")
    assert short(found) == [
        ("meta-pixel", "import", "", ""),
        ("meta-pixel", "init", "12", ""),
        ("meta-pixel", "user-data", "12", ""),
    ]
    assert found.sightings[0].location.column == 24


def test_a_common_word_alone_is_no_evidence() -> None:
    assert facts("analytics.track('Booked', {doctor: 1})").sightings == ()
    loaded = facts(
        "analytics.track('Booked', {doctor: 1});\n"
        "s = document.createElement('script');\n"
        "s.src = 'https://cdn.segment.com/analytics.js/v1/' + key + '/analytics.min.js'"
    )
    assert ("segment", "event", "", "Booked") in short(loaded)


def test_a_framework_plugin_emits_its_vendor() -> None:
    found = facts(
        "module.exports = {plugins: [{resolve: 'gatsby-plugin-facebook-pixel', options: {pixelId: '99'}}]}",
        "gatsby-config.js",
    )
    assert short(found) == [("meta-pixel", "emitter", "99", "")]
    assert found.sightings[0].location.column == 39


def test_a_request_to_a_collecting_endpoint_is_a_beacon() -> None:
    found = facts("fetch('https://www.facebook.com/tr?id=1&ev=Lead&cd[doctor]=' + name)")
    assert short(found) == [("meta-pixel", "beacon", "1", "Lead")]
    doctor = next(p for p in found.sightings[0].parameters if p.name == "doctor")
    assert (doctor.expression, doctor.category) == ("name", "provider")


def test_a_form_field_that_is_typed_into_is_named() -> None:
    found = facts("fbq('track', 'Lead', {reason: document.getElementById('reason').value})")
    (event,) = found.sightings
    assert [(p.name, p.source) for p in event.parameters] == [("reason", "form-field")]


def test_code_in_a_handler_attribute_counts() -> None:
    found = facts("<button onclick=\"fbq('track','Schedule')\">Book</button>", "page.html")
    assert short(found) == [("meta-pixel", "event", "", "Schedule")]


def test_a_copy_of_the_vendors_own_script_is_a_loader_and_the_rest_of_it_internal() -> None:
    found = facts(
        "(function(){var __fbeventsModules={};ensureModuleRegistered('x');fbq('track','PageView')})()", "px.js"
    )
    assert [(one.kind.value, one.internal) for one in found.sightings] == [("loader", False), ("event", True)]


def test_an_event_through_a_local_wrapper_is_sighted_where_it_is_decided() -> None:
    found = facts(
        "function track(name, props) { window.fbq && window.fbq('track', name, props); }\n"
        "track('Schedule', {doctor: doctorName});"
    )
    inner, event = found.sightings
    assert (inner.event, inner.location.line, inner.relayed) == ("{name}", 1, True)
    assert (event.event, event.location.line, event.relayed) == ("Schedule", 2, False)
    assert event.via is not None
    assert event.via.line == 1
    assert [(p.name, p.category) for p in event.parameters] == [("doctor", "provider")]


@pytest.mark.parametrize(
    "text",
    [
        "fbq('track', " + "a?b:" * 3000 + "c)",
        "fbq('track','x'," + "{a:" * 3000 + "1" + "}" * 3000 + ")",
        "const a0={x:1};"
        + "".join(f"const a{i}={{p:a{i - 1},q:a{i - 1},r:a{i - 1}}};" for i in range(1, 40))
        + "fbq('track','x',a39)",
        "document.createElement('script').src='https://connect.facebook.net/en_US/fbevents.js?x';\n" * 1500,
        "fetch('https://www.facebook.com/tr?'+" + "+".join(f"'&k{i}='+v{i}" for i in range(1000)) + ")",
    ],
    ids=["choices", "nesting", "shared parts", "many loaders", "long query"],
)
def test_hostile_code_is_read_in_little_time(text: str) -> None:
    started = time.process_time()
    assert facts(text).sightings
    assert time.process_time() - started < 60
