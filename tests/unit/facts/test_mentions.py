"""What a page shows of a patient, and where."""

from __future__ import annotations

import pytest

from pixelgate.facts import extract
from pixelgate.facts.lexicon import classify_page
from pixelgate.vendors import catalog


def told(path: str, text: str) -> list[tuple[str, str, str, int, int]]:
    found = extract(path, text.encode(), catalog.load()).mentions
    return [(one.category, one.kind, one.text, one.location.line, one.location.column) for one in found]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.html", "<p>{{ visit.date|date }}</p>", [("appointment", "expression", "visit.date", 1, 4)]),
        ("a.html.erb", "<p><%= @result.value %></p>", [("result", "expression", "@result.value", 1, 4)]),
        ("a.blade.php", "<p>{{ $patient->diagnosis }}</p>", [("condition", "expression", "$patient->diagnosis", 1, 4)]),
        ("a.vue", "<template>\n<p>{{ drug.name }}</p></template>", [("medication", "expression", "drug.name", 2, 7)]),
        ("a.html", "<title>Lab results</title>", [("result", "title", "Lab results", 1, 1)]),
        ("a.html", "{% for m in messages %}{{ message.tags }}{{ form.errors }}{% endfor %}", []),
        ("a.html", "<p>{{ total }} {{ page.number }}</p><title>Welcome</title>", []),
    ],
)
def test_expressions_and_titles(path: str, text: str, expected: list[object]) -> None:
    assert told(path, text) == expected


def test_each_category_is_told_once() -> None:
    page = "<p>{{ visit.date }}{{ visit.date }}{{ visit.place }}</p>"
    assert [(category, text) for category, _, text, _, _ in told("a.html", page)] == [("appointment", "visit.date")]


def test_documentation_tells_nothing() -> None:
    assert told("docs/a.html", "<p>{{ visit.date }}</p>") == []


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("labs", "result"),
        ("messages", "message"),
        ("pay-bill", "payment"),
        ("find-a-doctor", "provider"),
        ("login", "identity"),
        ("oncology", "condition"),
        ("about", None),
        ("careers", None),
    ],
)
def test_words_of_addresses(word: str, category: str | None) -> None:
    found = classify_page(word)
    assert (found.category if found else None) == category
