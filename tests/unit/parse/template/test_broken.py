"""Templates that their engines refuse: what stands in them is told nevertheless, and where they are broken."""

from __future__ import annotations

import pytest

from pixelgate.parse import parse
from pixelgate.parse.dialects import DIALECTS
from pixelgate.parse.document import Interest
from pixelgate.parse.values import constant

_PIXEL = "<script>fbq('init', '1')</script>\n"
_INDENTED = "\n  fbq('init', '1')\n"

BROKEN = {
    "blade": ("a.blade.php", "<p>{{-- never closed\n" + _PIXEL, 3),
    "blocks": ("templates/a.html", "<p><!-- wp:html -->" + _PIXEL + "<!-- wp:never closed", 53),
    "django": ("templates/a.html", "{% load a %}{% if b\n" + _PIXEL, 12),
    "ejs": ("a.ejs", "<% if (a) {\n" + _PIXEL, 0),
    "erb": ("a.erb", "<p><%= a\n" + _PIXEL, 3),
    "freemarker": ("a.ftl", "<p><#-- never closed\n" + _PIXEL, 3),
    "go": ("a.gohtml", "<p>{{if .A\n" + _PIXEL, 3),
    "haml": ("a.haml", "%p{a:\n:javascript" + _INDENTED, 2),
    "handlebars": ("a.hbs", "<p>{{> a\n" + _PIXEL, 3),
    "htl": ("a.html", "<i data-sly-test='a'></i><!--/* never closed\n" + _PIXEL, 25),
    "jinja": ("a.jinja", "<p>{% if a\n" + _PIXEL, 3),
    "jsp": ("a.jsp", "<p><% if (a) {\n" + _PIXEL, 3),
    "latte": ("a.latte", "<p>{* never closed\n" + _PIXEL, 3),
    "liquid": ("a.liquid", "<p>{% if a\n" + _PIXEL, 3),
    "markdown": ("a.md", "---\nlayout: a\n---\n{% if a\n" + _PIXEL, 18),
    "nunjucks": ("a.njk", "<p>{% if a\n" + _PIXEL, 3),
    "php": ("a.php", '<?php f("a ?>\n' + _PIXEL, 8),
    "pug": ("a.pug", "p(a=\nscript." + _INDENTED, 1),
    "razor": ("a.cshtml", "<p>@* never closed\n" + _PIXEL, 3),
    "slim": ("a.slim", "p[a=\njavascript:" + _INDENTED, 1),
    "smarty": ("a.tpl", "<p>{if $a}{* never closed\n" + _PIXEL, 10),
    "ssi": ("a.shtml", "<p><!--#include virtual='/b'\n" + _PIXEL, 3),
    "tal": ("a.pt", "<p><!--! never closed\n" + _PIXEL, 3),
    "thymeleaf": ("a.html", "<i th:text='a'></i><!--/* never closed\n" + _PIXEL, 19),
    "twig": ("a.twig", "<p>{% if a\n" + _PIXEL, 3),
    "velocity": ("a.vm", "<p>#* never closed\n" + _PIXEL, 3),
    "webforms": ("a.aspx", "<p><% if (a) {\n" + _PIXEL, 3),
}
"""dialect -> path, text, and the offset at which it is broken"""

_NEVER_BROKEN = {"drupal", "html", "prose", "qweb"}
"""What a browser is given as it is, elements of XML, which are read as HTML is, lines of YAML, and Markdown."""


def test_there_is_a_broken_template_of_every_language() -> None:
    assert {*BROKEN, *_NEVER_BROKEN} == {*DIALECTS}


@pytest.mark.parametrize("dialect", BROKEN)
def test_a_broken_template_yields_what_it_holds_and_says_where_it_is_broken(dialect: str) -> None:
    path, text, offset = BROKEN[dialect]
    _, document = parse(path, text.encode(), Interest(names=frozenset({"fbq"})))
    assert document.dialect == dialect
    calls = [call for script in document.scripts for call in script.calls]
    assert [tuple(map(constant, call.arguments)) for call in calls] == [("init", "1")]
    assert {failure.kind for failure in document.failures} == {"unparsable-file"}
    assert offset in [failure.span.start for failure in document.failures]
