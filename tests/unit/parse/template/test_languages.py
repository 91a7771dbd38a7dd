"""Every template language: what is masked and how, and what it points to."""

from __future__ import annotations

import time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import parse
from pixelgate.parse.dialects import DIALECTS, dialect_of, template_dialect
from pixelgate.parse.document import Document, Interest
from pixelgate.parse.mask import mask
from pixelgate.parse.values import pattern
from pixelgate.source import HOLE


def masked(dialect: str, text: str) -> str:
    return mask(text, DIALECTS[dialect]).text.replace(HOLE, "#")


@pytest.mark.parametrize("name", sorted(DIALECTS))
def test_openings_have_no_groups_of_their_own(name: str) -> None:
    opened = DIALECTS[name].openings
    assert opened.groups == len(DIALECTS[name].delimiters) or not DIALECTS[name].delimiters


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ejs", "<%- include('a') %>"),
        ("go", '{{ define "a" }}'),
        ("go", "{{- .Title }}"),
        ("htl", "<p\ndata-sly-test='a'>"),
        ("liquid", "---\nlayout: a\n---\n"),
        ("liquid", "{% assign a = b %}"),
        ("liquid", "{{ site.title }}"),
        ("php", "<?php echo 1;"),
        ("php", "<?= $a ?>"),
        ("ssi", "<!--# include file='a' -->"),
        ("ssi", "<esi:include src='/a'/>"),
        ("tal", "<p tal:content='a'>"),
        ("tal", "<metal:block/>"),
        ("thymeleaf", "<p th:text='a'>"),
        ("thymeleaf", "<p data-th-text='a'>"),
        ("thymeleaf", "<html layout:decorate='a'>"),
    ],
)
def test_marks_stand_in_what_signs_match(name: str, text: str) -> None:
    dialect = DIALECTS[name]
    sign = dialect.signs.search(text)
    assert sign is not None
    assert dialect.may_sign(sign[0])
    assert not dialect.may_sign("<p>plain text</p>")


class Pointer(NamedTuple):
    """A directive: its kind and names, and the text that it stands for."""

    kind: str
    names: tuple[str, ...]
    text: str


def pointers(path: str, text: str) -> list[Pointer]:
    return [Pointer(d.kind, d.names, text[d.span.start : d.span.end]) for d in read(path, text).directives]


def read(path: str, text: str) -> Document:
    _, document = parse(path, text.encode(), Interest(names=frozenset({"fbq"})))
    return document


def calls(path: str, text: str) -> list[str]:
    found = (call for script in read(path, text).scripts for call in script.calls)
    return [text[call.span.start : call.span.end] for call in found]


MASKS = [
    (
        "ejs",
        "a<%- f('x') %>b<% if (a) { %>c<%_ } -%>d<%# no %>",
        "a#############b" + " " * 14 + "c" + " " * 9 + "d" + " " * 9,
    ),
    ("ejs", "<script>f('<%= a %>')</script>", "<script>f('########')</script>"),
    ("twig", "{{ a ?? '}}' }}{# c #}{% if a %}b", "###############                 b"),
    ("twig", "{% block a b|c %}<p>{% block d %}x{%- endblock -%}", " " * 17 + "<p>             x" + " " * 16),
    ("nunjucks", "{% asyncEach a in b %}x{% endeach %}", " " * 22 + "x             "),
    (
        "php",
        "<?php\n// don't ?>a<?= $b ?>c<?php echo '?>'; ?>d<? if ($a): ?>e",
        "     \n" + " " * 11 + "a#########c" + "#" * 19 + "d" + " " * 14 + "e",
    ),
    ("php", 'a<?php /* ?> */ f("?>", <<<X\n?>\nX\n);', "a" + " " * 27 + "\n  \n \n  "),
    ("php", "<?xml version='1'?><?php f(", "<?xml version='1'?>" + " " * 8),
    (
        "blade",
        "@if (f(')')) a@b.com {{ c }} @{{ d }} {{-- e --}}@endif",
        " " * 13 + "a@b.com ####### @{{ d }} " + " " * 17,
    ),
    (
        "blade",
        "@section('a', 'b')<x-c.d e='f'/>@verbatim{{ g }}@endverbatim",
        " " * 18 + "<x-c.d e='f'/>" + " " * 9 + "{{ g }}" + " " * 12,
    ),
    ("blade", "@media (a) {} {!! b !!}", "@media (a) {} #########"),
    (
        "handlebars",
        "{{#if a}}b{{else}}{{{c}}}{{/if}}{{!-- {{d}} --}}\\{{e}}",
        " " * 9 + "b" + " " * 8 + "#######" + " " * 23 + "\\{{e}}",
    ),
    (
        "liquid",
        "{%- if a -%}b{{ c | d: 'e' }}{% comment %}{{ f }}{% endcomment %}",
        " " * 12 + "b" + "#" * 16 + " " * 36,
    ),
    (
        "jsp",
        "<a b='<c:url value=\"/c?d>e\"/>'>${f}<%-- g --%><c:if test='${h > 1}'>i</c:if>",
        "<a b='" + "#" * 23 + "'>####" + " " * 10 + " " * 23 + "i" + " " * 7,
    ),
    (
        "webforms",
        "<%@ Page A='b' %><img src='~/c'><%# d %><script runat='server'>e</script>",
        "#" * 17 + "<img src=' /c'>########" + " " * 33,
    ),
    (
        "razor",
        "@* a *@@if (b(')')) { <p>@c.D(e)?.f[0] g@h.i @(j + 1)k }",
        " " * 19 + " { <p>" + "#" * 13 + " g@h.i ########k }",
    ),
    ("razor", "@{ Layout = null; }<a href='~/b'>@@c @model D\n@e", " { Layout = null; }<a href=' /b'>  c         \n##"),
    (
        "thymeleaf",
        "<i th:src='@{/a.js(b=${c})}' d=\"${e}\">[[${f}]] [[1]]",
        "<i    src='  /a.js         ' d=\"####\">######## [[1]]",
    ),
    (
        "freemarker",
        "<#if a gt (b > 1)>c</#if>${d}<#-- ${e} --><@f.g h='>'/>[#if i]j[/#if]",
        " " * 18 + "c" + " " * 6 + "####" + " " * 33 + "j" + " " * 6,
    ),
    (
        "velocity",
        "#if($a > 1)b#end $!{c} ## d\n#set($e = 'f)')g '$h.i'",
        " " * 11 + "b     ##### " + " " * 4 + "\n" + " " * 15 + "g '####'",
    ),
    (
        "smarty",
        "{if $a}b{/if}{* {$c} *}{literal}{d}{/literal}{$e|f:'}'} function() {g} {h:1}",
        " " * 7 + "b" + " " * 5 + " " * 10 + " " * 9 + "{d}" + " " * 10 + "#" * 10 + " function() ### {h:1}",
    ),
    ("latte", "{if $a}b{/if}{$c|d}{=e}{ f } {g:1}", " " * 7 + "b     ######{=e}{ f } {g:1}".replace("{=e}", "####")),
    ("go", '{{- if .A -}}b{{end}}{{ .C | d "}}" }}{{/* e */}}', " " * 13 + "b" + " " * 7 + "#" * 17 + " " * 11),
    (
        "ssi",
        "a<!--#include virtual='/b' -->c<!-- d --><!--#echo var='e' -->",
        "a" + " " * 29 + "c<!-- d -->" + "#" * 21,
    ),
    (
        "htl",
        "<a data-sly-include='b.html'>${c @ context='}'}\\${d}",
        "<a data-sly-include='b.html'>##################\\${d}",
    ),
    ("tal", "<a tal:content='b'>${c}<!--! d -->", "<a tal:content='b'>####           "),
    ("qweb", "<t t-if='a'>b<t t-out='c'/></t>#{d}", " " * 12 + "b##############    ####"),
    ("erb", "<%= a %>b<%- if c -%>d<% end %><%# e %>", "########b            d                 "),
]


@pytest.mark.parametrize(("dialect", "text", "expected"), MASKS)
def test_masks(dialect: str, text: str, expected: str) -> None:
    assert masked(dialect, text) == expected


POINTERS = [
    ("a.ejs", "<%- include('x/y', {a: f(1), b: 'c'}) %>", [("include", ("x/y",))]),
    ("a.ejs", "<% if (a) { layout('base') } %>", [("extends", ("base",))]),
    ("a.ejs", "<%- partial('page/' + name) %>", [("include", ("page/{}",))]),
    ("a.ejs", "<script src=\"<%= url_for('js/a.js') %>\"></script>", [("static", ("js/a.js",))]),
    ("a.twig", "{% extends a ? 'x' : 'y' %}", [("extends", ("x", "y"))]),
    ("a.twig", "{% embed 'x' with {a: 1} only %}{% block b %}{% endblock %}{% endembed %}", [("include", ("x",))]),
    ("a.twig", "{{ include('@App/x.html.twig', {a: b(1)}) }}", [("include", ("@App/x.html.twig",))]),
    ("a.twig", "{{ asset('js/a.js') }}", [("static", ("js/a.js",))]),
    ("a.njk", "{% extends a or 'x' %}", [("extends", ("x",))]),
    ("a.njk", "{{ partial('_a/b.njk', {}, {cache: true}) }}", [("include", ("_a/b.njk",))]),
    ("a.erb", "<%= render 'shared/menu', a: 1 if b %>", [("include", ("shared/_menu",))]),
    ("a.erb", '<%= render(partial: "menu", :locals => {:a => f(1)}) %>', [("include", ("_menu",))]),
    ("a.erb", "<%= render :partial => 'a/b', :layout => 'c' do %>", [("include", ("_c",)), ("include", ("a/_b",))]),
    ("a.erb", "<%= render template: 'layouts/application' %>", [("include", ("layouts/application",))]),
    ("a.erb", "<%= render @visits %>", [("include", ("visits/_visit",))]),
    ("a.erb", "<%= render @allergy %>", [("include", ("allergies/_allergy",))]),
    ("a.erb", "<%= render visit %>", [("include", ())]),
    ("a.erb", "<%= render json: a %><% renderer = 1 %>", []),
    ("a.erb", "<%= javascript_include_tag 'a', 'b.js', defer: true %>", [("static", ("a.js",)), ("static", ("b.js",))]),
    (
        "a.php",
        "<?php include __DIR__ . '/../a.php'; require_once(dirname(__DIR__) . \"/b.php\") ?>",
        [("include", ("./../a.php",)), ("include", ("../b.php",))],
    ),
    (
        "a.php",
        "<?php require ABSPATH . 'a/b.php'; include 'vendor/autoload.php'; include $x;",
        [("include", ("a/b.php", "{}/a/b.php")), ("include", ())],
    ),
    (
        "a.php",
        "<?php include 'pages/' . $a . '.php'; include \"pages/$b.php\"; // include 'c.php'\n 'include \"d\"';",
        [("include", ("pages/{}.php",))] * 2,
    ),
    (
        "a.php",
        "<?php get_header(); get_footer('x'); get_template_part('a/b', 'c');",
        [
            ("include", ("header.php", "wp-includes/theme-compat/header.php")),
            ("include", ("footer-x.php", "footer.php", "wp-includes/theme-compat/footer.php")),
            ("include", ("a/b-c.php", "a/b.php")),
        ],
    ),
    ("a.php", "<?php class A { function get_header($a) { return $this->get_header('b'); } }", []),
    ("a.php", "<?php require dirname( dirname( __DIR__ ) ) . '/b.php';", [("include", ("../../b.php",))]),
    ("a.php", "<?php require dirname(dirname(__FILE__)) . '/b.php';", [("include", ("../b.php",))]),
    ("a.php", "<?php require dirname(__DIR__, 3) . '/b.php';", [("include", ("../../../b.php",))]),
    (
        "a.php",
        "<?php $this->load->view('a/b', $c); return view('d.e');",
        [("include", ("a/b",)), ("include", ("d.e",))],
    ),
    (
        "a.php",
        "<?php echo $this->element('a'), $this->template->render('b/c'), $x->render($d); A\\B::register($this);",
        [("include", ("a",)), ("include", ("b/c",)), ("entry", ("yii:B",))],
    ),
    (
        "a.php",
        "<?php wp_enqueue_script('a', get_template_directory_uri() . '/js/a.js', []);",
        [("static", ("js/a.js", "{}/js/a.js"))],
    ),
    (
        "a.blade.php",
        "@extends('a.b')@include('c', ['d' => f(1)])@includeWhen($e, 'f')@includeFirst(['g', 'h'])",
        [("extends", ("a.b",)), ("include", ("c",)), ("include", ("f",)), ("include", ("g", "h"))],
    ),
    (
        "a.blade.php",
        "<x-layouts.app a='b'></x-layouts.app>@vite(['a.js'])",
        [("include", ("components.layouts.app",)), ("static", ("a.js",))],
    ),
    ("a.blade.php", "<script src=\"{{ asset('js/a.js') }}\"></script>", [("static", ("js/a.js",))]),
    (
        "a.hbs",
        "{{!< base}}{{> a/b c=d}}{{#> 'e'}}{{/e}}{{> (lookup . 'f')}}",
        [("extends", ("base",)), ("include", ("a/b",)), ("include", ("e",)), ("include", ())],
    ),
    (
        "a.html",
        "---\ntitle: a\nlayout: base\n---\n{% include b.html c=d %}{% include d/{{ e }}.html %}",
        [("extends", ("base",)), ("include", ("_includes/b.html",)), ("include", ("_includes/d/{}.html",))],
    ),
    (
        "templates/a.liquid",
        "{% render 'b', c: d %}{% section 'e' %}{{ 'f.js' | asset_url }}",
        [("extends", ("theme",)), ("include", ("_includes/b",)), ("include", ("sections/e",)), ("static", ("f.js",))],
    ),
    (
        "a.jsp",
        "<%@ page import='x' %><%@ include file=\"b.jspf\" %><jsp:include page='/c.jsp?d=e'><jsp:param name='f'/>",
        [("include", ("b.jspf",)), ("include", ("/c.jsp",))],
    ),
    (
        "a.jsp",
        "<c:import url='${b}/c.jsp'/><script src='<c:url value=\"/d.js\"/>'></script>",
        [("include", ("/c.jsp",)), ("static", ("/d.js",))],
    ),
    (
        "a.aspx",
        "<%@ Page MasterPageFile='~/b.master' %><%@ Register Src='c.ascx' %><!--#include file='d.inc'-->",
        [("extends", ("/b.master",)), ("include", ("c.ascx",)), ("include", ("d.inc",))],
    ),
    (
        "V/a.cshtml",
        '@{ Layout = "_B"; }<partial name=\'_C\' />@await Html.PartialAsync("_D", new { e = 1 })',
        [("extends", ("_B",)), ("include", ("_C",)), ("include", ("_D",))],
    ),
    (
        "V/a.cshtml",
        '@await Component.InvokeAsync("B")',
        [("extends", ("./_ViewStart", "_ViewStart")), ("include", ("Components/B/Default",))],
    ),
    ("V/a.cshtml", "@{ Layout = null; }", []),
    ("V/_a.cshtml", "x", []),
    ("a.razor", "@layout A.MainLayout\n", [("extends", ("MainLayout",))]),
    (
        "a.html",
        "<i th:replace='~{b/c :: d(e)}'><i th:insert=\"f :: g\"><i th:replace='~{::h}'><html layout:decorate='~{j}'>",
        [("include", ("b/c",)), ("include", ("f",)), ("extends", ("j",))],
    ),
    ("a.html", '<i th:replace="${b} ? ~{c :: d} : ~{e :: f}">', [("include", ("c", "e"))]),
    ("a.ftl", "<#include \"/b.ftl\"><#import 'c.ftl' as d>", [("include", ("/b.ftl",)), ("import", ("c.ftl",))]),
    ("a.vm", '#parse("b.vm")', [("include", ("b.vm",))]),
    (
        "a.tpl",
        "{extends file='b.tpl'}{include file=\"page/$d.tpl\" e=1}{include 'file:page.tpl'}",
        [("extends", ("b.tpl",)), ("include", ("page/{}.tpl",)), ("include", ("page.tpl",))],
    ),
    (
        "a.latte",
        "{layout '../b.latte'}{include c.latte, d => 1}{include #e}{block f}{/block}",
        [("extends", ("../b.latte",)), ("include", ("c.latte",))],
    ),
    ("a.latte", "x", [("extends", ("@layout.latte",))]),
    (
        "layouts/a/b.html",
        '{{ define "c" }}{{ partial "d.html" . }}{{ end }}',
        [("extends", ("baseof.html", "_default/baseof.html")), ("include", ("d.html",))],
    ),
    (
        "a.tmpl",
        '{{ template "b" . }}{{ partial (printf "c/%s" .D) . }}{{ template "_internal/e.html" . }}',
        [("include", ("b",)), ("include", ()), ("tag", ("_internal/e.html",))],
    ),
    (
        "a.shtml",
        "<!--#include virtual=\"/b.html?c=d\" --><esi:include src='e.html'/>",
        [("include", ("/b.html",)), ("include", ("e.html",))],
    ),
    (
        "a.html",
        "<a data-sly-include=\"${'b' @ appendPath='c.html'}\" data-sly-use.d='e.html' data-sly-use.f='g.H'>",
        [("include", ("b/c.html",)), ("include", ("e.html",))],
    ),
    (
        "a.pt",
        "<a metal:use-macro=\"load: b.pt\"><i metal:use-macro='context/@@c/macros/d'>",
        [("include", ("b.pt",)), ("include", ("c.pt", "c"))],
    ),
    (
        "app/views/a/_b.html.haml",
        "= render 'c'\n%p= javascript_include_tag 'd'",
        [("include", ("_c",)), ("static", ("d.js",))],
    ),
    ("a.slim", "== render partial: 'b'", [("include", ("_b",))]),
    ("app/views/a/b.html.erb", "x", [("extends", ("layouts/a", "layouts/application"))]),
    ("app/views/a/_b.html.erb", "x", []),
    ("app/views/layouts/b.html.erb", "x", []),
    ("app/views/user_mailer/b.html.erb", "x", [("extends", ("layouts/user_mailer", "layouts/mailer"))]),
]


@pytest.mark.parametrize(("path", "text", "expected"), POINTERS)
def test_pointers(path: str, text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(kind, names) for kind, names, _ in pointers(path, text)] == expected


EXTENSIONS = [
    ("a.ejs", "ejs"),
    ("a.html.twig", "twig"),
    ("a.njk", "nunjucks"),
    ("a.html.erb", "erb"),
    ("a.js.erb", "javascript"),
    ("a.blade.php", "blade"),
    ("a.jspf", "jsp"),
    ("a.cshtml", "razor"),
    ("a.xml", "qweb"),
    ("a.xml.twig", None),
    ("a.class.php", "php"),
    ("a.tpl", "php"),
    ("a.json.erb", None),
    ("a.vue.ejs", "vue"),
]


@pytest.mark.parametrize(("path", "dialect"), EXTENSIONS)
def test_extensions(path: str, dialect: str | None) -> None:
    assert dialect_of(path) == dialect


SIGNS = [
    ("<p><%= a %>", "ejs"),
    ("<p><?= $a ?>", "php"),
    ("<i th:if='a'>{{ b }}", "thymeleaf"),
    ("<i data-sly-test='a'>", "htl"),
    ("<i tal:content='a'>", "tal"),
    ("{{ .Title }}{{ if .A }}", "go"),
    ("<p>{{ site.title }}{% include a.html %}", "liquid"),
    ("<p><!--#include file='a.html' -->", "ssi"),
    ("<p>{{ user.name }}", "html"),
    ("{#<script>\n{{ b }}\n#}", "jinja"),
    ("<script>class A {#a = 1;\n}</script>", "html"),
]


@pytest.mark.parametrize(("text", "dialect"), SIGNS)
def test_pages_in_a_language_that_only_their_content_tells(text: str, dialect: str) -> None:
    found = template_dialect("a.html", text)
    assert found is not None
    assert found.name == dialect


def test_a_file_that_only_has_the_extension_of_a_template_is_no_page() -> None:
    assert template_dialect("pom.xml", "<project><script>fbq('a')</script></project>") is None
    assert read("pom.xml", "<project><script>fbq('a')</script></project>").scripts == ()


def test_empty_elements_of_xml_do_not_swallow_what_follows() -> None:
    text = "<odoo><template id='a'><script src='b'/><iframe src='d'/><script>fbq('c')</script></template></odoo>"
    assert calls("a.xml", text) == ["fbq('c')"]
    assert calls("a.xml", f"<?xml version='1.0'?>{text}") == ["fbq('c')"]
    assert calls("a.xml", f"<!-- <a> -->\n{text}") == ["fbq('c')"]


FILES = [
    ("ejs", "include", "x", ("./x.ejs", "./x", "x.ejs", "x")),
    ("ejs", "include", "../x.ejs", ("../x.ejs",)),
    ("twig", "include", "@A/x.twig", ("@A/x.twig", "x.twig")),
    ("nunjucks", "extends", "x", ("x.njk", "x.html", "x")),
    ("erb", "extends", "layouts/x.erb", ("layouts/x.erb",)),
    (
        "blade",
        "include",
        "a.b",
        tuple(f"{folder}a/b.{end}" for folder in ("", "resources/views/") for end in ("blade.php", "php", "html")),
    ),
    ("thymeleaf", "include", "a/b", ("a/b.html", "templates/a/b.html", "a/b")),
    (
        "liquid",
        "extends",
        "a",
        ("_layouts/a.html", "_layouts/a.liquid", "_layouts/a", "layout/a.html", "layout/a.liquid", "layout/a"),
    ),
    ("liquid", "include", "_includes/a.html", ("_includes/a.html", "snippets/a.html", "a.html")),
]


@pytest.mark.parametrize(("dialect", "kind", "name", "files"), FILES)
def test_files_that_a_name_may_mean(dialect: str, kind: str, name: str, files: tuple[str, ...]) -> None:
    assert DIALECTS[dialect].files(kind, name) == files


def test_a_partial_is_looked_up_beside_the_view_and_among_those_of_all_controllers() -> None:
    files = DIALECTS["erb"].files("include", "_menu")
    assert files[:2] == ("_menu.html.erb", "_menu.html.haml")
    assert "application/_menu.html.erb" in files


def test_an_asset_helper_with_an_address_is_a_script_element() -> None:
    (element,) = read("a.erb", "<%= javascript_include_tag 'https://x.example/a.js' %>").elements
    assert element.tag == "script"
    assert element.attribute("src") is not None


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.pug", "html\n  script.\n    if (a) {\n      fbq('init', '#{id}')\n    }\n  p x", ["fbq('init', '#{id}')"]),
        ("a.pug", "p(onclick=\"fbq('a')\" class=b)", ["fbq('a')"]),
        ("a.pug", "script\n  | fbq('a')\n//- script fbq('b')\n//\n  script.\n    fbq('c')", ["fbq('a')"]),
        (
            "a.haml",
            "%html\n  :javascript\n    fbq('init', '#{id}')\n  %p{onclick: \"fbq('a')\"}",
            ["fbq('init', '#{id}')", "fbq('a')"],
        ),
        (
            "a.slim",
            "html\n  javascript:\n    fbq('init', '#{id}')\n  p onclick=\"fbq('a')\" x",
            ["fbq('init', '#{id}')", "fbq('a')"],
        ),
    ],
)
def test_code_in_indented_languages(path: str, text: str, expected: list[str]) -> None:
    assert calls(path, text) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "a.pug",
            "script(async\n  src=`//x/${a}` b='c' + d, e)",
            [("async", ""), ("src", "//x/{}"), ("b", "c{}"), ("e", "")],
        ),
        ("a.pug", "div: img.b(src='//x/y', width=1)", [("src", "//x/y"), ("width", "{}")]),
        (
            "a.haml",
            "%script{:src => '//x/y', async: true, data: {a: 1}}",
            [("src", "//x/y"), ("async", "{}"), ("data", "{}")],
        ),
        ("a.haml", "%img(src='//x/y' alt=b)", [("src", "//x/y"), ("alt", "{}")]),
        ("a.slim", 'script src="//x/#{a}" async=true', [("src", "//x/{}"), ("async", "{}")]),
        ("a.slim", "img[src='//x/y'] text", [("src", "//x/y")]),
    ],
)
def test_attributes_in_indented_languages(path: str, text: str, expected: list[tuple[str, str]]) -> None:
    element = next(e for e in read(path, text).elements if e.tag in {"script", "img"})
    assert [(a.name, pattern(a.value) if a.value else "") for a in element.attributes] == expected
    assert "\n" not in text[element.span.start : element.span.end].rstrip(")") or path == "a.pug"


def test_blocks_of_pug_are_regions() -> None:
    text = "extends ../base\nblock a\n  p x\nblock append b\n  include c.js\np y"
    document = read("a.pug", text)
    assert [(d.kind, d.names) for d in document.directives] == [("extends", ("../base",)), ("include", ("c.js",))]
    assert [(r.name, r.parent, text[r.span.start : r.span.end]) for r in document.regions] == [
        ("a", False, "block a\n  p x"),
        ("b", True, "block append b\n  include c.js"),
    ]


@given(
    st.lists(
        st.sampled_from([*"\n\n\n  (){}[]\"'`#.:=|/-%<>+!,&@", "script", "p", "#{", "fbq('a')", "block a", "\t", "é"])
    ).map("".join)
)
@pytest.mark.parametrize("path", ["a.pug", "a.haml", "a.slim"])
def test_any_indented_text_is_read_and_all_places_are_in_it(path: str, text: str) -> None:
    document = read(path, text)
    spans = (
        [e.span for e in document.elements] + [s.span for s in document.scripts] + [d.span for d in document.directives]
    )
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@pytest.mark.parametrize("path", ["a.pug", "a.haml", "a.slim"])
@pytest.mark.parametrize(
    "text",
    [
        "a(" * 20000,
        "p\n " * 20000,
        "a: " * 3000,
        "a(b=" * 9000,
        "%a{b: " * 9000,
        "".join("\n" + " " * n + "p" for n in range(900)),
    ],
)
def test_no_indented_text_takes_long(path: str, text: str) -> None:
    start = time.process_time()
    read(path, text)
    assert time.process_time() - start < 60


def test_a_script_in_an_attribute_that_becomes_its_content() -> None:
    text = "<script tal:content=\"structure string: fbq(&quot;init&quot;, '${id}')\"></script>"
    assert calls("a.pt", text) == ["fbq(&quot;init&quot;, '${id}')"]


def test_scripts_that_another_language_makes_are_read_under_its_directives() -> None:
    assert calls("a.js.erb", "<% if a %>\nfbq('init', '<%= id %>')\n<% end %>") == ["fbq('init', '<%= id %>')"]
    assert calls("a.vue.ejs", "<script>\n<% if (a) { %>\nfbq('a')\n<% } %></script>") == ["fbq('a')"]


def test_sections_are_regions_and_a_yield_is_the_place_of_one() -> None:
    text = "@yield('a')@section('b', 'c')@section('d')@parent @endsection @section('e') @show @push('f') @endpush"
    regions = [(r.name, r.kind, r.parent, text[r.span.start : r.span.end]) for r in read("a.blade.php", text).regions]
    assert regions == [
        ("a", "block", False, "@yield('a')"),
        ("b", "block", False, "@section('b', 'c')"),
        ("d", "block", True, "@section('d')@parent @endsection"),
        ("e", "block", False, "@section('e') @show"),
        ("f", "push", False, "@push('f') @endpush"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<?php echo "<script>fbq(\'init\', \\"$id\\");</script>";', ["fbq('init', \\\"$id\\\")"]),
        (
            "<?php echo '<script>fbq(\\'init\\', \"' . esc_js( $id ) . '\")</script>';",
            ["fbq(\\'init\\', \"' . esc_js( $id ) . '\")"],
        ),
        ("<?php echo <<<EOT\n<script>fbq('init', '{$id}')</script>\nEOT;\n", ["fbq('init', '{$id}')"]),
        ("<?php // '<script>fbq(1)</script>'\n?>", []),
        ("<?php $a = '<script>'; f(\"fbq('x')\"); ?>", []),
    ],
)
def test_markup_in_strings_is_read(text: str, expected: list[str]) -> None:
    assert calls("a.php", text) == expected


def test_markdown_with_front_matter_names_its_layout_and_code_is_none() -> None:
    shown = "`<script src='a.js'>`\n\n```html\n<script src='b.js'></script>\n```\n"
    page = f"---\nlayout: base\n---\n{shown}\n<script src='c.js'></script>\n"
    document = parse("about.md", page.encode(), Interest())[1]
    assert document.dialect == "markdown"
    assert [pattern(e.attributes[0].value) for e in document.elements if e.tag == "script"] == ["c.js"]
    assert [(one.kind, one.names) for one in document.directives] == [("extends", ("base",))]
    assert parse("about.md", page[4:].encode(), Interest())[1].dialect == "prose"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\n<script src='a.js'></script>\n", ["a.js"]),
        ("+++\ntitle = 'A'\n+++\n\n<script src='a.js'></script>\n", ["a.js"]),
        ("````\n```\n<script src='a.js'></script>\n```\n````\n<script src='b.js'></script>\n", ["b.js"]),
        ("- one\n\n  ```html\n  <script src='a.js'></script>\n  ```\n", []),
        ("```\n<script src='a.js'></script>\n", []),
        ("Say ``<script src='a.js'>`</script>`` <script src='b.js'></script>\n", ["b.js"]),
        ("A stray ` here.\n\n<script src='a.js'></script>\n\nAnd ` there.\n", ["a.js"]),
        ("A paragraph\n\n    first\n\n    <script src='a.js'></script>\n\n<script src='b.js'></script>\n", ["b.js"]),
        ("A paragraph\n    <script src='a.js'></script>\n", ["a.js"]),
        ("- a list\n\n    <script src='a.js'></script>\n", ["a.js"]),
        ("<div>\n\n    <script src='a.js'></script>\n\n</div>\n", ["a.js"]),
        ("<script>f(`a`)</script> ~~~ <script src='a.js'></script>\n", ["a.js"]),
        ("{% raw <script src='a.js'></script>\n", ["a.js"]),
    ],
)
def test_code_in_markdown_is_text(text: str, expected: list[str]) -> None:
    document = parse("a.md", text.encode(), Interest())[1]
    found = [one.attribute("src") for one in document.elements if one.tag == "script"]
    assert [pattern(one.value) for one in found if one and one.value] == expected
    assert not document.failures


def test_backticks_in_a_script_of_markdown_are_its_own() -> None:
    assert calls("a.md", "<script>\nconst a = `b`;\n\n    fbq('init', `1`, '{{ c }}')\n</script>\n") == [
        "fbq('init', `1`, '{{ c }}')"
    ]


@pytest.mark.parametrize(
    ("text", "optional"),
    [
        ("<?php if (file_exists( A . '/b.php' )) { require A.'/b.php'; }", True),
        ("<?php if (is_readable(A . '/b.php')) include_once(A . '/b.php');", True),
        ("<?php if (file_exists(A . '/c.php')) { require A . '/b.php'; }", False),
    ],
)
def test_what_code_looks_for_before_it_includes_it_may_be_missing(text: str, *, optional: bool) -> None:
    (directive,) = read("a.php", text).directives
    assert (directive.names, directive.optional) == (("b.php", "{}/b.php"), optional)
