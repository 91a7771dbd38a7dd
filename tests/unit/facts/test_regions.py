"""Which regions are around a place, however many there are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pixelgate.facts import extract
from pixelgate.facts.regions import regions_at
from pixelgate.parse.document import Document, Region
from pixelgate.source import Span
from pixelgate.vendors import catalog

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(min(ends), max(ends)))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_the_regions_around_a_place_are_all_that_hold_it(spans: list[Span], place: Span) -> None:
    ordered = sorted(set(spans), key=lambda span: (span.start, -span.end))
    document = Document("a.html", "django", regions=tuple(Region(f"r{at}", span) for at, span in enumerate(ordered)))
    held = tuple(f"r{at}" for at, span in enumerate(ordered) if span.start <= place.start and place.end <= span.end)
    found = regions_at(document, place)
    assert set(found) <= set(held)
    assert {name for name in held if ordered[int(name[1:])].end > place.start} <= set(found)
    assert list(found) == sorted(found, key=lambda name: int(name[1:]))


def test_blocks_that_are_too_deep_count_as_one_and_are_said() -> None:
    opened = "".join(f"{{% block b{at} %}}" for at in range(1_000))
    text = f"{{% load x %}}{opened}<script>fbq('init', '1')</script>{'{% endblock %}' * 1_000}<p>"
    found = extract("a.html", text.encode(), catalog.load())
    assert [region.name for region in found.regions] == [f"b{at}" for at in range(200)]
    assert [problem.message for problem in found.problems] == [
        "blocks are nested more than 200 deep; from here on they count as one"
    ]
    assert found.sightings[0].regions[-1] == "b199"
    assert {region.location.end_column for region in found.regions[100:]} == {
        len(text) - 2 - 14 * at for at in range(100, 200)
    }
