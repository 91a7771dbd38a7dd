"""Tags of containers to vendors: by type, template and markup; and whatever nobody knows."""

from __future__ import annotations

import json

import pytest

from pixelgate import facts
from pixelgate.facts.model import FileFacts
from pixelgate.vendors.catalog import load


def read(*tags: dict[str, object], **version: object) -> FileFacts:
    export = {"container": {"publicId": "GTM-ABC1234"}, "tag": list(tags), **version}
    text = json.dumps({"exportFormatVersion": 2, "containerVersion": export})
    return facts.extract("docs/gtm.json", text.encode(), load())


def parameters(**given: str) -> list[dict[str, str]]:
    return [{"type": "TEMPLATE", "key": key, "value": value} for key, value in given.items()]


def brought(*tags: dict[str, object], **version: object) -> list[tuple[str, str, str]]:
    return [(one.vendor, one.id, one.event) for one in read(*tags, **version).sightings]


@pytest.mark.parametrize(
    ("code", "given", "expected"),
    [
        ("googtag", {"tagId": "G-ABC1234567"}, ("google-analytics", "G-ABC1234567", "")),
        ("googtag", {"tagId": "AW-123456789"}, ("google-ads", "AW-123456789", "")),
        ("gaawe", {"eventName": "book", "measurementIdOverride": "G-1"}, ("google-analytics", "G-1", "book")),
        ("awct", {"conversionId": "99"}, ("google-ads", "99", "")),
        ("bzi", {"id": "{{Partner}}"}, ("linkedin-insight", "{Partner}", "")),
        ("xyz", {}, ("unknown:xyz", "", "")),
    ],
)
def test_types(code: str, given: dict[str, str], expected: tuple[str, str, str]) -> None:
    assert brought({"name": "T", "type": code, "parameter": parameters(**given)}) == [expected]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "<script>fbq('init','123456789012345');fbq('track','Lead')</script>",
            [("meta-pixel", "123456789012345", "Lead")],
        ),
        ("<script>dataLayer.push({event: 'a'})</script>", []),
        ("<script>gtag('consent', 'default', {ad_storage: 'denied'})</script>", []),
        ("<style>b{}</style>", []),
        ("<script src='https://t.example/x.js'></script>", [("unknown:html", "", "")]),
        (
            "<script>fbq('track','Lead')</script><script src='https://t.example/x.js'></script>",
            [("meta-pixel", "", "Lead"), ("unknown:html", "", "")],
        ),
        ("<script>eval(window.code)</script>", [("unknown:html", "", "")]),
    ],
)
def test_markup(markup: str, expected: list[tuple[str, str, str]]) -> None:
    assert brought({"name": "T", "type": "html", "parameter": parameters(html=markup)}) == expected


@pytest.mark.parametrize(
    ("permissions", "expected"),
    [
        ('"publicId": "inject_script" "https://sc-static.net/scevent.min.js"', [("snap-pixel", "", "")]),
        ('"publicId": "send_pixel" "https://t.example/*"', [("unknown:cvt_1_2", "", "")]),
        ('"publicId": "logging"', []),
    ],
)
def test_templates_by_what_they_are_permitted(permissions: str, expected: list[tuple[str, str, str]]) -> None:
    data = f"___INFO___\n\n___WEB_PERMISSIONS___\n\n{permissions}\n\n___NOTES___"
    template = {"containerId": "1", "templateId": "2", "name": "Own", "templateData": data}
    assert brought({"name": "T", "type": "cvt_1_2"}, customTemplate=[template]) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("", [("meta-pixel", "", "")]),
        ("___INFO___", [("meta-pixel", "", "")]),
        ("___INFO___\n\n___SANDBOXED_JS_FOR_WEB_TEMPLATE___\n\nreturn 1;", []),
    ],
)
def test_a_template_without_its_code_may_send(data: str, expected: list[tuple[str, str, str]]) -> None:
    template = {"containerId": "1", "templateId": "2", "name": "Meta Pixel Template", "templateData": data}
    assert brought({"name": "T", "type": "cvt_1_2"}, customTemplate=[template]) == expected


def test_a_template_by_its_name() -> None:
    template = {"containerId": "1", "templateId": "2", "name": "TikTok Pixel (by us)"}
    data = '___WEB_PERMISSIONS___\n\n"publicId": "access_globals"\n'
    found = brought({"name": "T", "type": "cvt_1_2"}, customTemplate=[{**template, "templateData": data}])
    assert found == [("tiktok-pixel", "", "")]


def test_a_paused_tag_and_one_that_waits_for_consent_are_what_they_are() -> None:
    found = read(
        {"name": "Off", "type": "hjtc", "paused": True},
        {"name": "Waits", "type": "hjtc", "consentSettings": {"consentStatus": "NEEDED"}},
    ).sightings
    assert [(one.active, one.gated) for one in found] == [(False, False), (True, True)]


def test_the_place_is_that_of_the_name() -> None:
    text = '{"containerVersion": {"tag": [\n  {"type": "ua", "name": "Ü"}\n]}}'
    (found,) = facts.extract("a.json", text.encode(), load()).sightings
    assert (found.location.line, found.location.column, found.location.end_column) == (2, 26, 29)


def test_what_looks_like_a_container_and_is_none_is_a_problem() -> None:
    (problem,) = facts.extract("a.json", b'{"containerVersion": 5}', load()).problems
    assert problem.kind == "unparsable-file"


def test_other_data_says_nothing() -> None:
    assert facts.extract("a.json", b'{"greeting": "fbq"}', load()) == FileFacts("a.json")
    assert facts.asked_for("a.json")
    assert not facts.asked_for("package.json")


@pytest.mark.parametrize(
    ("context", "code", "setting", "expected"),
    [
        ("WEB", "cvt_5RM3Q", "pixelId", "meta-pixel"),
        ("WEB", "cvt_MRQN8", "pixel_code", "tiktok-pixel"),
        ("SERVER", "cvt_NCN6S", "pixelId", "meta-pixel"),
        ("SERVER", "cvt_MRQN8", "pixel_code", "unknown:cvt_MRQN8"),
        ("IOS_SDK_5", "awct", "conversionId", "google-ads"),
        ("IOS_SDK_5", "fm", "action", "unknown:fm"),
    ],
)
def test_templates_of_the_gallery_are_known_without_their_code(
    context: str, code: str, setting: str, expected: str
) -> None:
    owner = {"publicId": "GTM-ABC1234", "usageContext": [context]}
    tag: dict[str, object] = {"name": "T", "type": code, "parameter": parameters(**{setting: "123456"})}
    assert [vendor for vendor, _, _ in brought(tag, container=owner)] == [expected]


def test_of_a_script_that_begins_like_an_export_and_breaks_off_is_told() -> None:
    found = facts.extract("a/GTM-1.json.js", b'x{"exportFormatVersion": 2, "containerVersion": {"tag": [', load())
    assert [(one.kind, one.location.line) for one in found.problems] == [("unparsable-file", 1)]
    assert found.containers == ()


def test_templates_in_a_compiled_script_by_the_addresses_that_they_may_use() -> None:
    script = (
        '(function(){var data = {"resource": {"version": "1", "macros": [], "predicates": [], "rules": [], "tags": ['
        '{"function": "__cvt_1_2"}, {"function": "__cvt_MRQN8", "vtp_pixel_code": "C4A"}]}, "permissions": '
        '{"__cvt_1_2": {"send_pixel": {"urls": ["https:\\/\\/px.ads.linkedin.com\\/*"]}}}};})()'
    )
    (container,) = facts.extract("vendor/gtm.js", script.encode(), load()).containers
    found = [(one.vendor, one.id) for tag in container.tags for one in tag.sightings]
    assert found == [("linkedin-insight", ""), ("tiktok-pixel", "C4A")]
