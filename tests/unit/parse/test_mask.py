"""Masking: same length, same lines, nothing lost outside directives."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.dialects import DIALECTS, SCRIPT
from pixelgate.parse.mask import Masked, mask
from pixelgate.parse.template.dialect import Dialect
from pixelgate.parse.template.django import DJANGO
from pixelgate.parse.template.jinja import JINJA
from pixelgate.parse.template.plain import PLAIN
from pixelgate.source import HOLE

_DIALECTS = (*DIALECTS.values(), SCRIPT)
_PIECES = st.lists(
    st.sampled_from(
        [
            *("{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "{{{", '"', "'", "\n", " ", "x", "=", "<p>", "é", "😀"),
            *("{% block a %}", "{% endblock %}", "{% comment %}", "{% endcomment %}", "{% raw %}", "{% endraw %}"),
            *("{% verbatim %}", "{% endverbatim %}", "{% macro m(a) %}", "{% endmacro %}", "{{ super() }}"),
            *('{% include "a" %}', "{{ x|f:'}}' }}", "{% static 'a.js' %}", "{# c #}"),
            *("<%", "%>", "<%=", "<%-", "<%#", "-%>", "<%@", "<%--", "--%>", "<?php ", "?>", "<?= ", "/*", "*/", "//"),
            *(
                "@",
                "@if(",
                ")",
                "(",
                "@section('a')",
                "@endsection",
                "@show",
                "@{",
                "{",
                "}",
                "${",
                "#{",
                "<#if a>",
                "<#",
            ),
            *(
                "{{#a}}",
                "{{/a}}",
                "{{> a}}",
                "{{!--",
                "--}}",
                "{{!",
                "{literal}",
                "{/literal}",
                "{block a}",
                "{/block}",
            ),
            *(
                "<c:if test='",
                "</c:if>",
                "/>",
                "th:replace='",
                " t-call='",
                "<!--#include ",
                "-->",
                "#parse(",
                "#end",
                "$a",
            ),
            *("---\n", "layout: a\n", "<<<A\n", "\nA;\n", "<script>", "</script>", "echo ", "|", "\\"),
        ]
    )
).map("".join)


def holes(masked: Masked) -> list[str]:
    return [hole.expression for hole in masked.holes]


def shown(text: str, dialect: Dialect) -> str:
    return mask(text, dialect).text.replace(HOLE, "#")


@given(_PIECES, st.sampled_from(_DIALECTS))
def test_length_and_lines_stay_and_every_other_character_is_the_original_or_filler(text: str, dialect: Dialect) -> None:
    masked = mask(text, dialect)
    assert len(masked.text) == len(text)
    assert all(
        new in (old, HOLE, " ") and (new == "\n") == (old == "\n") for old, new in zip(text, masked.text, strict=True)
    )
    for hole in masked.holes:
        assert set(masked.text[hole.span.start : hole.span.end]) <= {HOLE, "\n"}
    spans = [hole.span for hole in masked.holes]
    assert spans == sorted(spans)
    assert [region.span for region in masked.regions] == sorted(
        (region.span for region in masked.regions), key=lambda span: (span.start, -span.end)
    )


@given(st.text(alphabet=st.characters(exclude_characters="{<@$#*~-:="), max_size=50), st.sampled_from(_DIALECTS))
def test_text_without_directives_is_untouched(text: str, dialect: Dialect) -> None:
    assert mask(text, dialect) == Masked(text)


@pytest.mark.parametrize(
    ("dialect", "text", "masked"),
    [
        (DJANGO, "a{{ x }}b", "a#######b"),
        (DJANGO, "a{% if x %}b{% endif %}", "a          b           "),
        (DJANGO, "{# {% x %} #}b", "             b"),
        (DJANGO, "{# two\nlines #}", "{# two\nlines #}"),
        (JINJA, "{# two\nlines #}", "      \n        "),
        (DJANGO, "{{ a\nb }}", "####\n####"),
        (JINJA, "{%- set a = '%}' -%}b", "                    b"),
        (DJANGO, "{% trans 'don't' %}<b>{% trans 'x' %}", "###################<b>###############"),
        (JINJA, "{{ don't }}<b>{{ it's }}", "###########<b>##########"),
        (DJANGO, "{% pixel 'a' %}{% pixel 'a' as x %}", "###############" + " " * 20),
        (DJANGO, "{% flag 'a' %}x{% endflag %}", "              x             "),
        (DJANGO, "{% verbatim %}{{ a }}{% b %}{% endverbatim %}", " " * 14 + "#" * 7 + "{% b %}" + " " * 17),
        (PLAIN, "<i a='{{ f(x) }}'>{{ a | b('c') }}", "<i a='##########'>################"),
        (PLAIN, "if (a) {{fbq('init', '1')}}", "if (a) {{fbq('init', '1')}}"),
        (PLAIN, "<A style={{a}} b=`${{a}}`>", "<A style={{a}} b=`${{a}}`>"),
        (SCRIPT, "{%- if a %}x({{ a }}, '{{ f(a) }}'){% endif %}", "           x(#######, '##########')           "),
        (SCRIPT, "f({a:1},{{b}})", "f({a:1},#####)"),
    ],
)
def test_masks(dialect: Dialect, text: str, masked: str) -> None:
    assert shown(text, dialect) == masked


def test_comments_are_reported_and_say_nothing_else() -> None:
    masked = mask('{% comment "why" %}{% include "a" %}{{ b }}{% endcomment %}{# c #}', DJANGO)
    assert [(c.text, c.span.start, c.span.end) for c in masked.comments] == [
        ('{% include "a" %}{{ b }}', 0, 59),
        (" c ", 59, 66),
    ]
    assert not masked.directives
    assert not masked.holes


def test_regions_nest_and_know_who_renders_the_parent() -> None:
    text = "{% block a %}{% block b %}{{ block.super }}{% endblock %}{% if x %}{% endif %}{% endblock a %}{% block c %}"
    masked = mask(text, DJANGO)
    assert [(r.name, r.span.start, r.span.end, r.parent) for r in masked.regions] == [
        ("a", 0, 94, False),
        ("b", 13, 57, True),
        ("c", 94, len(text), False),
    ]
    assert [failure.message for failure in masked.failures] == ["`block` is not closed: expected `endblock`"]


def test_a_block_that_is_never_closed_ends_with_the_one_around_it() -> None:
    masked = mask("{% block a %}{% macro m() %}{% endblock %}<p>", JINJA)
    assert [(r.name, r.kind, r.span.end) for r in masked.regions] == [("a", "block", 42), ("m", "macro", 42)]


def test_an_unclosed_directive_takes_its_line_and_reading_goes_on() -> None:
    masked = mask("<a>{% if x\n<b>{% include 'c' %}", DJANGO)
    assert masked.text.replace(HOLE, "#") == "<a>       \n<b>#################"
    assert [(f.kind, f.span.start, f.span.end) for f in masked.failures] == [("unparsable-file", 3, 10)]
    assert masked.directives[0].names == ("c",)


@pytest.mark.parametrize(
    ("dialect", "text", "kind", "names"),
    [
        (DJANGO, "{% extends 'a' %}", "extends", ("a",)),
        (DJANGO, "{% include 'a' with b='c' only %}", "include", ("a",)),
        (DJANGO, "{% static 'a.js' %}", "static", ("a.js",)),
        (DJANGO, "{% get_static_prefix %}", "static", ("",)),
        (DJANGO, "{% url 'x:y' id=1 %}", "url", ("x:y",)),
        (DJANGO, "{% facebook_pixel 'a' \"b\" %}", "tag", ("a", "b")),
        (JINJA, "{% from 'm.html' import a as b with context %}", "import", ("m.html",)),
        (JINJA, "{% include ['a', 'b'] ignore missing %}", "include", ("a", "b")),
        (JINJA, "{{ url_for('static', filename='a.js') }}", "static", ("a.js",)),
        (JINJA, "{{ url_for('blog.static', filename = \"a.js\") }}", "static", ("a.js",)),
        (JINJA, "{{ url_for('static', path='/a.js') }}", "static", ("/a.js",)),
        (JINJA, "{{ url_for('index') }}", "url", ("index",)),
        (JINJA, "{% set a = url_for('static', filename='a.js') %}", "static", ("a.js",)),
        (JINJA, "{{ asset('a.js', 1) }}", "static", ("a.js",)),
    ],
)
def test_directives(dialect: Dialect, text: str, kind: str, names: tuple[str, ...]) -> None:
    (directive,) = mask(text, dialect).directives
    assert (directive.kind, directive.names, directive.computed) == (kind, names, False)
    assert (directive.span.start, directive.span.end) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "{%" * 60000,
        "{{" * 60000,
        "{% ' %}" * 20000,
        "{% x " * 20000 + "%}",
        "{% block a %}" * 20000,
        *(
            opening * 30000
            for opening in ("{#", "<%", "<?", "@if(", "@if('", "@{", "${", "<#", "{{>", "{{!--", "{a ", "$!{")
        ),
        *(
            opening * 20000
            for opening in ("<?php '", "<?php /*", "<% ' ", "@section(", "@(", "th:replace='", "#parse(")
        ),
        "{% block a %}" * 9000 + "{% endmacro %}" * 9000 + "{% endblock %}" * 9000,
    ],
)
@pytest.mark.parametrize("dialect", _DIALECTS)
def test_no_text_takes_long(text: str, dialect: Dialect) -> None:
    start = time.process_time()
    mask(text, dialect)
    assert time.process_time() - start < 60
