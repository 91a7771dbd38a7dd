"""Regions, form fields, policies, suppressions and problems of a document."""

from __future__ import annotations

import pytest

from pixelgate.facts.forms import fields
from pixelgate.facts.model import FormField
from pixelgate.facts.policy import policies
from pixelgate.facts.problems import problems
from pixelgate.facts.regions import regions, regions_at
from pixelgate.facts.suppressions import suppressions
from pixelgate.parse import parse
from pixelgate.parse.document import Document, Interest
from pixelgate.source import Source, Span


def read(text: str, path: str = "a.html") -> tuple[Document, Source]:
    source, document = parse(path, text.encode(), Interest())
    return document, source


def asked(text: str) -> list[FormField]:
    return list(fields(*read(text), lambda word: "birth" if "birth" in word.lower() else None))


def test_regions() -> None:
    document, source = read("{% block a %}\n{% block b %}{% endblock %}{% endblock %}{% block c %}{% endblock %}")
    assert [(r.name, r.around, r.location.line, r.location.end_line) for r in regions(document, source)] == [
        ("a", (), 1, 2),
        ("b", ("a",), 2, 2),
        ("c", (), 2, 2),
    ]
    assert regions_at(document, Span(27, 27)) == ("a", "b")
    assert regions_at(document, Span(27, 70)) == ()


@pytest.mark.parametrize(
    ("text", "name", "kind", "label"),
    [
        ("<label for=x>Date of <b>birth</b></label><input id=x name=d>", "d", "text", "Date of birth"),
        ("<label>Mail <input type=EMAIL name=m></label>", "m", "email", "Mail"),
        ("<textarea name=t aria-label=Note>x</textarea>", "t", "textarea", "Note"),
        ("<select name=s title=State></select>", "s", "select", "State"),
        ("<button name=b>Book\nnow</button>", "b", "button", "Book now"),
        ("<input type=submit value=Send>", "", "button", "Send"),
        ("{{ form.email|as_crispy_field }}", "email", "text", ""),
        ("{% render_field form.phone class='x' %}{{ x }}", "phone", "text", ""),
    ],
)
def test_a_field(text: str, name: str, kind: str, label: str) -> None:
    (field,) = asked(text)
    assert (field.name, field.type, field.label) == (name, kind, label)


def test_a_field_has_the_category_of_the_first_word_that_has_one() -> None:
    text = "<input name=a placeholder='Birth date'><input name=b><input autocomplete=birthday>"
    assert [field.category for field in asked(text)] == ["birth", "", "birth"]


def test_what_is_no_field() -> None:
    assert asked("<input type=hidden name=a><!-- <input name=b> -->{{ form.email.errors }}{{ form.as_p }}") == []


def test_policies() -> None:
    text = "<meta http-equiv=Content-Security-Policy content='a {{ b }}'><meta name=x content=y>"
    text += "<!-- <meta http-equiv=content-security-policy content=c> -->"
    (policy,) = policies(*read(text))
    assert (policy.text, policy.location.column) == ("a {}", 42)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", "<!-- pixelgate: ignore[tracker-loaded, PG102] -- because -->"),
        ("a.html", "{# pixelgate: ignore[tracker-loaded,PG102] -- because #}"),
        ("a.html", "{% comment %}pixelgate: ignore[tracker-loaded, PG102] -- because{% endcomment %}"),
        ("a.html", "<script>f() // pixelgate: ignore[tracker-loaded, PG102] -- because\n</script>"),
        ("a.js", "/* pixelgate: ignore[tracker-loaded, PG102] -- because */"),
        ("a.js", "/**\n * pixelgate: ignore[tracker-loaded, PG102] -- because\n */"),
    ],
)
def test_a_suppression(path: str, text: str) -> None:
    (good,), bad = suppressions(*read(text, path))
    assert (good.rules, good.reason) == (("tracker-loaded", "PG102"), "because")
    assert bad == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<!-- pixelgate: ignore[tracker-loaded] -->", "this suppression gives no reason"),
        ("<!-- pixelgate: ignore[tracker-loaded] -- -->", "this suppression gives no reason"),
        ("<!-- pixelgate: ignore -- because -->", "this suppression names no rule"),
        ("<!-- pixelgate: ignore[] -- because -->", "this suppression names no rule"),
        ("<!-- pixelgate: ignore[*] -- because -->", "`*` is no name of a rule"),
    ],
)
def test_a_bad_suppression(text: str, complaint: str) -> None:
    good, (bad,) = suppressions(*read(text))
    assert good == ()
    assert (bad.kind, bad.message.partition(":")[0]) == ("bad-suppression", complaint)
    assert (bad.location.line, bad.location.column) == (1, 6)


def test_a_suppression_outside_comments_is_text() -> None:
    assert suppressions(*read("<p>pixelgate: ignore[a] -- b</p>")) == ((), ())
    assert suppressions(*read("f('pixelgate: ignore[a] -- b')", "a.js")) == ((), ())


def test_problems() -> None:
    (problem,) = problems(*read("<p>{% if a\n"))
    assert (problem.kind, problem.location.line, problem.location.column) == ("unparsable-file", 1, 4)
