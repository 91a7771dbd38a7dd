"""Settings joined with the template tags through which they come out."""

from __future__ import annotations

from pixelgate.facts import extract
from pixelgate.facts.model import FileFacts
from pixelgate.facts.store import Facts
from pixelgate.graph.settled import settled
from pixelgate.vendors.catalog import load

COLLECTIVE = "<head>{% analytical_head_top %}\n{% analytical_head_bottom %}</head>\n"


def joined(**files: str) -> dict[str, FileFacts]:
    paths = {"page": "templates/base.html", "settings": "config/settings.py", "tests": "tests/settings.py"}
    facts = [extract(paths[name], text.encode(), load()) for name, text in files.items()]
    return dict(settled(Facts({one.path: one for one in facts})))


def page(**files: str) -> FileFacts:
    return joined(**files)["templates/base.html"]


def test_a_collective_tag_puts_in_what_comes_out_there() -> None:
    [found] = page(page=COLLECTIVE, settings='CLICKY_SITE_ID = "1"\nHOTJAR_SITE_ID = "1234567"\n').sightings
    assert (found.vendor, found.id, found.location.line, found.location.column) == ("hotjar", "1234567", 2, 1)
    assert found.via is not None
    assert (found.via.path, found.via.line) == ("config/settings.py", 2)


def test_a_vendors_own_tag_gets_its_id_and_its_owner() -> None:
    [found] = page(page="{% google_analytics_gtag %}", settings='GOOGLE_ANALYTICS_GTAG_PROPERTY_ID = "AW-1"').sightings
    assert (found.vendor, found.id) == ("google-ads", "AW-1")
    [alone] = page(page="{% hotjar %}").sightings
    assert (alone.vendor, alone.id, alone.via) == ("hotjar", "", None)


def test_a_region_around_the_tag_counts_for_what_it_puts_in() -> None:
    text = "{% block head %}" + COLLECTIVE + "{% endblock %}"
    [found] = page(page=text, settings='HOTJAR_SITE_ID = "1234567"').sightings
    assert found.regions == ("head",)


def test_settings_of_tests_switch_nothing_on() -> None:
    assert page(page=COLLECTIVE, tests='HOTJAR_SITE_ID = "1234567"').sightings == ()


def test_a_tag_whose_settings_are_not_in_the_tree_is_a_problem() -> None:
    [first, _] = page(page=COLLECTIVE).problems
    assert (first.kind, first.location.line, first.location.column) == ("unresolved-reference", 1, 7)
    assert first.message == (
        "what `analytical_head_top` puts into the page is decided by settings, and this tree sets none"
    )
    assert page(page=COLLECTIVE, settings='CLICKY_SITE_ID = "1"').problems == ()
    assert page(page="{% comment %}" + COLLECTIVE + "{% endcomment %}").problems == ()


def test_files_without_such_tags_stay_as_they_are() -> None:
    facts = Facts({"a.html": extract("a.html", b"<script>fbq('init', '1')</script>", load())})
    assert settled(facts)["a.html"] is facts["a.html"]
