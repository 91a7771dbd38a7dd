"""Every template language leaves what stands outside its directives as it is, at the same place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import parse
from pixelgate.parse.dialects import DIALECTS
from pixelgate.parse.document import Interest
from pixelgate.parse.mask import mask
from pixelgate.source import HOLE

DIRECTIVES = {
    "blade": ("@if (f(')'))", "{{ $a }}", "{{-- {{ b }} --}}", "@endif", "{!! $c !!}", "@include('a.b')"),
    "blocks": ('<!-- wp:template-part {"slug":"a"} /-->', "<!-- wp:group -->", "<!-- /wp:group -->"),
    "django": ("{% if a %}", "{{ b|c:'}}' }}", "{# d #}", "{% endif %}", "{% include 'a.html' %}"),
    "ejs": ("<%= a %>", "<% if (b) { %>", "<% } %>", "<%# c %>", "<%- include('d') %>"),
    "erb": ("<%= a %>", "<% if b %>", "<% end %>", "<%# c %>", "<%= render 'd' %>"),
    "freemarker": ("<#if a>", "</#if>", "${b}", "<#-- c -->", "<#include 'd.ftl'>"),
    "go": ("{{if .A}}", "{{end}}", "{{/* b */}}", '{{template "c" .}}', "{{.D}}"),
    "handlebars": ("{{#if a}}", "{{/if}}", "{{{b}}}", "{{!-- c --}}", "{{> d}}"),
    "html": ("{{ a }}", "{{ b | c }}"),
    "htl": ("${a}", "<!--/* b */-->"),
    "jinja": ("{%- if a %}", "{{ b }}", "{# c #}", "{% endif %}", "{% raw %}", "{% endraw %}"),
    "jsp": ("<%= a %>", "<% b(); %>", "<%-- c --%>", "${d}", "<c:if test='e'>", "</c:if>", "<%@ include file='f' %>"),
    "latte": ("{if $a}", "{/if}", "{* b *}", "{$c}", "{include 'd.latte'}"),
    "liquid": ("{% if a %}", "{% endif %}", "{{ b }}", "{% include c.html %}"),
    "markdown": ("{% if a %}", "{% endif %}", "{{ b }}", "`c`", "```\nd\n```"),
    "nunjucks": ("{% if a %}", "{% endif %}", "{{ b }}", "{# c #}", "{% include 'd.njk' %}"),
    "php": ("<?php a('?>'); ?>", "<?= $b ?>", "<? if ($c): ?>", "<?php /* ?> */ endif; ?>"),
    "prose": ("{% if a %}", "{% endif %}", "{{ b }}", "``c`d``", "~~~\nd\n~~~"),
    "qweb": ("<t t-if='a'>", "</t>", '<t t-esc="b"/>', "#{c}"),
    "razor": ("@* a *@", "@Model.B", "@(c + d)", "@@", "@if (e)"),
    "smarty": ("{if $a}", "{/if}", "{* b *}", "{$c}", "{include file='d.tpl'}", "{literal}", "{/literal}"),
    "ssi": ("<!--#include virtual='/a' -->", "<!--#echo var='b' -->"),
    "tal": ("${a}", "<!--! b -->"),
    "thymeleaf": ("[[${a}]]", "[(${b})]", "<!--/* c */-->"),
    "twig": ("{% if a %}", "{% endif %}", "{{ b }}", "{# c #}", "{{ include('d.twig') }}"),
    "velocity": ("#if($a)", "#end", "$!{b}", "## c", "#* d *#", "#parse('e.vm')"),
    "webforms": ("<%= a %>", "<% b(); %>", "<%-- c --%>", "<%@ Page Language='C#' %>"),
}
"""Directives of each language that is masked, each whole by itself."""

PLAIN = st.text("ab é😀.,;=\n", max_size=12).map(lambda text: f"\n{text}\n")


def test_every_language_is_here_or_is_written_as_html() -> None:
    assert {*DIRECTIVES} == {name for name, dialect in DIALECTS.items() if not dialect.translate}


@pytest.mark.parametrize("name", DIRECTIVES)
@given(data=st.data())
def test_what_is_outside_of_directives_stays_where_it_is(name: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.one_of(PLAIN, st.sampled_from(DIRECTIVES[name])), max_size=9))
    text = "\n".join(pieces)
    masked = mask(text, DIALECTS[name]).text
    assert len(masked) == len(text)
    assert [at for at, letter in enumerate(masked) if letter == "\n"] == [
        at for at, letter in enumerate(text) if letter == "\n"
    ]
    at = 0
    for piece in pieces:
        if piece.startswith("\n"):
            assert masked[at : at + len(piece)] == piece
        at += len(piece) + 1


@pytest.mark.parametrize("name", DIRECTIVES)
def test_directives_themselves_are_masked(name: str) -> None:
    for directive in DIRECTIVES[name]:
        masked = mask(f"\n{directive}\n", DIALECTS[name]).text[1:-1]
        assert masked != directive
        assert set(masked.replace(HOLE, " ")) - {" ", "\n"} <= set(directive)


@pytest.mark.parametrize("name", [name for name, dialect in DIALECTS.items() if dialect.translate])
@given(text=st.text("ab =.:-'\"(#{}\n|%/\\", max_size=60))
def test_languages_that_are_written_as_html_keep_their_places(name: str, text: str) -> None:
    translate = DIALECTS[name].translate
    assert translate is not None
    made = translate(text)
    length = len(made.html.text)
    assert all(0 <= made.html.span(at, at).start <= len(text) for at in range(length + 1))
    _, document = parse(f"a{DIALECTS[name].extensions[0]}", text.encode(), Interest())
    assert all(element.span.end <= len(text) for element in document.elements)
