from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixelgate.facts import extract
from pixelgate.facts.model import Confidence, FileFacts, Sighting
from pixelgate.vendors.catalog import load


def facts(text: str, path: str = "page.html") -> FileFacts:
    return extract(path, text.encode(), load())


def short(found: FileFacts) -> list[tuple[str, str, str, str]]:
    return [(one.vendor, one.kind.value, one.id, one.event) for one in found.sightings]


def at(one: Sighting) -> tuple[int, int, int]:
    return one.location.line, one.location.column, one.location.end_column


def test_an_image_without_a_script_sends_event_parameters_and_user_data() -> None:
    url = "https://www.facebook.com/tr?id=123&ev=Schedule&cd[doctor]={{ doc.name }}&ud[em]={{ user.email }}&noscript=1"
    page = facts(f"{{% load x %}}<noscript>\n<img src='{url}'></noscript>")
    beacon, user = page.sightings
    assert short(page) == [
        ("meta-pixel", "beacon", "123", "Schedule"),
        ("meta-pixel", "user-data", "123", "Schedule"),
    ]
    assert at(beacon) == (2, 6, 6 + len(url) + 6)
    doctor = next(p for p in beacon.parameters if p.name == "doctor")
    assert (doctor.source, doctor.expression, doctor.category) == ("template", "doc.name", "provider")
    assert "em" not in {p.name for p in beacon.parameters}
    assert [(p.name, p.expression, p.category) for p in user.parameters] == [("em", "user.email", "contact")]


def test_a_loaders_unknown_id_is_the_templates_expression() -> None:
    page = facts("{% load x %}<script src='https://www.googletagmanager.com/gtag/js?id={{ tag_id }}'></script>")
    assert short(page) == [("google-analytics", "loader", "{tag_id}", "")]
    assert page.sightings[0].confidence is Confidence.HIGH


def test_the_id_in_a_loaders_url_names_the_vendor() -> None:
    page = facts("<script src='//www.googletagmanager.com/gtag/js?id=AW-123'></script>")
    assert short(page) == [("google-ads", "loader", "AW-123", "")]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<link rel='preconnect' href='https://connect.facebook.net'>", "hint"),
        ("<link rel='preload' as='script' href='https://connect.facebook.net/en_US/fbevents.js'>", "hint"),
        ("<iframe src='https://www.googletagmanager.com/ns.html?id=GTM-AB12'></iframe>", "iframe"),
        ("<script src='https://connect.facebook.net/en_US/fbevents.js'></script>", "loader"),
    ],
)
def test_what_an_element_does_with_the_url(markup: str, kind: str) -> None:
    assert [one.kind.value for one in facts(markup).sightings] == [kind]


def test_a_link_that_a_visitor_may_follow_is_no_sighting() -> None:
    assert facts("<a href='https://www.facebook.com/tr?id=1'>x</a>").sightings == ()


def test_comments_are_inactive_and_deferred_sources_gated() -> None:
    page = facts(
        "<!-- <script src='//connect.facebook.net/en_US/fbevents.js'></script> -->\n"
        "<script data-src='//connect.facebook.net/en_US/fbevents.js'></script>"
    )
    assert [(one.active, one.gated) for one in page.sightings] == [(False, False), (True, True)]


def test_a_tracker_that_only_the_entity_data_knows() -> None:
    page = facts("<script src='https://cdn.taboola.com/libtrc/x/loader.js'></script>fbq")
    assert [one.vendor.partition(":")[0] for one in page.sightings] in (["other"], ["taboola"])


def test_a_template_tag_that_emits_the_snippet() -> None:
    page = facts("{% load facebook_pixel %}\n{% facebook_pixel_head %}")
    assert ("meta-pixel", "emitter", "", "") in short(page)


def test_a_dependency_of_package_json_is_an_import_at_its_key() -> None:
    text = '{\n "name": "x",\n "dependencies": {"react": "1",\n  "react-facebook-pixel": "^1.0.4"}}'
    found = facts(text, "package.json")
    assert short(found) == [("meta-pixel", "import", "", "")]
    assert at(found.sightings[0]) == (4, 3, 25)
    assert found.packages == ("react", "react-facebook-pixel", "x")


def test_documentation_is_never_active() -> None:
    found = facts("<script>fbq('init', '1')</script>", "docs/index.html")
    assert found.documentation
    assert [one.active for one in found.sightings] == [False]


def test_a_page_says_its_title() -> None:
    page = facts("<!doctype html><title>Book  an\nappointment</title>")
    assert (page.page, page.title) == (True, "Book an appointment")
    assert not facts("<p>part</p>").page


def test_a_file_of_unknown_type_says_nothing() -> None:
    assert facts("fbq('init', 1)", "notes.bin") == FileFacts("notes.bin")


def test_utf_16_is_read() -> None:
    data = "<script>fbq('init', '123')</script>".encode("utf-16")
    assert short(extract("page.html", data, load())) == [("meta-pixel", "init", "123", "")]


@settings(max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(["a.html", "a.js", "package.json", "tsconfig.json", "a.tsx", "a.vue"]))
def test_no_bytes_break_it(data: bytes, path: str) -> None:
    extract(path, data + b" fbq(", load())


def test_an_import_map_tells_what_bare_names_mean() -> None:
    page = '<script type="importmap">{"imports": {"a": "./js/a.js", "b/": "/b/", "c": 1}}</script>'
    assert extract("public/index.html", page.encode(), load()).aliases == (("a", "public/./js/a.js"), ("b/", "/b/"))


@pytest.mark.parametrize(
    ("path", "text", "shows"),
    [
        ("views/index.phtml", "<div><?= $tabs ?></div>", True),
        ("library/Form.php", "<?php class Form { function show() { return '<p></p>'; } }", False),
        ("templates/part.html", "{% if x %}<p>{{ y }}</p>{% endif %}", True),
        ("templates/only.html", "{% include 'a.html' %}", False),
        ("views/part.pug", "p= visit", True),
        ("src/Visit.vue", "<template><p>x</p></template>", True),
        ("src/visit.js", "export const a = '<p></p>'", False),
        ("app/helpers/visit.rb", "def visit\n  '<p></p>'\nend", False),
        ("app/visit.py", 'X = "<p></p>"', False),
        ("docs/visit.html", "<p>x</p>", False),
        ("static/mark.svg", "<svg><g></g></svg>", False),
    ],
)
def test_what_visitors_see_is_told_from_code(path: str, text: str, shows: bool) -> None:
    assert facts(text, path).shows is shows
