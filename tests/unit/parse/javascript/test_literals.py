from __future__ import annotations

import pytest

URL = "'https://t.example/x'"
JS = "'https://t.example/x.js'"


@pytest.mark.parametrize(
    ("code", "use"),
    [
        (f"var s = document.createElement('script'); s.src = {URL}", "load"),
        (f"const u = {URL}; var s = document.createElement('script'); s.src = u", "load"),
        (f"(function(d, t, u, s){{ s = d.createElement(t); s.src = u }})(document, 'script', {URL})", "load"),
        (f"function load(u) {{ var s = document.createElement('script'); s.src = u }} load({URL})", "load"),
        (f"const load = u => {{ s.setAttribute('src', u) }}; load({JS})", "load"),
        (f"script.setAttribute('src', {URL})", "load"),
        (f"x.src = {JS}", "load"),
        (f"Object.assign(document.createElement('script'), {{src: {URL}}})", "load"),
        (f"$.getScript({URL})", "load"),
        (f"jQuery.ajax({{url: {URL}, dataType: 'script'}})", "load"),
        (f"importScripts({URL})", "load"),
        (f"import({URL})", "load"),
        (f"loadScript({URL})", "load"),
        (f"[{JS}].forEach(function (u) {{ x.src = u }})", "load"),
        (f"(s as HTMLScriptElement).src = {URL}", "load"),
        (f"fetch({URL})", "request"),
        (f"navigator.sendBeacon({URL}, d)", "request"),
        (f"x.open('POST', {URL})", "request"),
        (f"axios.post({URL})", "request"),
        (f"axios({{url: {URL}}})", "request"),
        (f"new Image().src = {URL}", "request"),
        (f"var i = new Image(); i.src = {URL} + '?' + q", "request"),
        (f"document.createElement('img').src = {URL}", "request"),
        (f"x.src = {URL}", "request"),
        (f"const u = new URL({URL}); u.search = q; fetch(u)", "request"),
        (f"var f = document.createElement('iframe'); f.src = {URL}", "frame"),
        (f"var l = document.createElement('link'); l.href = {URL}", "hint"),
        (f"o = {{scriptUrl: {URL}}}", "config"),
        (f"class A {{ apiUrl = {URL} }}", "config"),
        (f"if (u === {URL}) {{}}", "compare"),
        (f"u.indexOf({URL}) > -1", "compare"),
        ("/t\\.example/.test(u); 't.example'.includes(u)", "compare"),
        ("document.querySelector('script[src*=\"t.example\"]')", "compare"),
        (f"switch (u) {{ case {URL}: }}", "compare"),
        (f"x = u.replace({URL}, '')", "compare"),
        ("const HOSTS = ['t.example', 'other.example']", "data"),
        (f"console.log({URL})", "data"),
        (f"location.href = {URL}", "visit"),
        (f"window.location = {URL}", "visit"),
        (f"location = {URL}", "visit"),
        (f"document.location.assign({URL}); ", "visit"),
        (f"top.location.replace({URL})", "visit"),
        (f"window.open({URL}, '_blank')", "visit"),
        (f"anchor.href = {URL}", "data"),
        (f"const x = {{location: {URL}}}", "data"),
        ("e.style.backgroundImage = 'url(https://t.example/p.gif)'", "request"),
        ("e.style.cssText = 'top: 0; background: URL( \"https://t.example/p.gif\" )'", "request"),
        ("e.style.setProperty('background', 'url(https://t.example/p.gif)')", "request"),
        ("e.setAttribute('style', 'background: url(https://t.example/p.gif)')", "request"),
        ("sheet.insertRule('a { background: url(https://t.example/p.gif) }')", "request"),
        ("$(e).css('background-image', 'url(https://t.example/p.gif)')", "request"),
        ("s = document.createElement('style'); s.textContent = '@import \"https://t.example/a.css\"'", "request"),
        ("f({style: {backgroundImage: 'url(https://t.example/p.gif)'}})", "request"),
        ("f({text: 'url(https://t.example/p.gif)'})", "data"),
        ("axios.create({baseURL: 'https://t.example/'})", "request"),
        ("new RTCPeerConnection({iceServers: [{urls: ['stun:t.example:3478']}]})", "request"),
        (f"a = {{text: {URL}}}", "data"),
    ],
)
def test_what_is_done_with_an_address(read, code, use):
    found = read(code, "typescript").literals
    assert [literal[0] for literal in found] == [use]


@pytest.mark.parametrize(
    ("code", "text", "span"),
    [
        ("f('https://' + 't.example' + '/a')", "https://t.example/a", "'https://' + 't.example' + '/a'"),
        ("f('https://t.' + 'example/a')", "https://t.example/a", "'https://t.' + 'example/a'"),
        ("f(`https://t.example/${id}.js`)", "https://t.example/<id>.js", "`https://t.example/${id}.js`"),
        ("f(['https:', '', 't.example'].join('/'))", "https://t.example", "['https:', '', 't.example'].join('/')"),
        ("f(atob('dC5leGFtcGxlL2E='))", "t.example/a", "atob('dC5leGFtcGxlL2E=')"),
        ("f('https:\\/\\/www.facebook.com\\/tr?id=1')", "https://www.facebook.com/tr?id=1", None),
        ("f('//T.EXAMPLE/a')", "//T.EXAMPLE/a", "'//T.EXAMPLE/a'"),
        ("f((p ? 'https://ssl.' : 'http://www.') + 't.example')", "https://ssl.t.example", None),
        ("f('https://t.'.concat('example/').concat(id))", "https://t.example/<id>", None),
    ],
)
def test_the_whole_expression_is_one_literal(read, code, text, span):
    (literal,) = read(code).literals
    assert literal[1] == text
    assert literal[2] == (span or code[2:-1])


def test_key_of_a_setting(read):
    (literal,) = read("export default {gtm: {scriptUrl: 'https://t.example/x.js'}}").script.literals
    assert literal.key == "scriptUrl"


@pytest.mark.parametrize(
    "code",
    ["// https://t.example", "/* t.example */", "import x from 'https://t.example/x.js'", "t.example.call()"],
)
def test_comments_specifiers_and_code_are_no_literals(read, code):
    assert read(code).literals == []


def test_a_variable_that_feeds_itself_is_read_to_an_end(read):
    code = "var u = 'https://t.example/'; u = u + u; u += f(u); function f(u) { return f(u) }"
    assert [literal[0] for literal in read(code).literals] == ["data"]


def test_the_address_in_style_sheet_text_keeps_what_only_the_run_time_knows(read):
    code = (
        "e.style.background = `red url('https://t.example/p.gif?mail=${mail}&x=1') top, url(https://t.example/b.gif)`"
    )
    found = read(code, "typescript").literals
    assert [literal[1] for literal in found] == ["https://t.example/p.gif?mail=<mail>&x=1", "https://t.example/b.gif"]


def test_who_is_asked_how_the_browser_is_reached(read):
    (found,) = read("new RTCPeerConnection({iceServers: [{urls: 'turns:t.example:443?transport=tcp'}]})").literals
    assert found[:2] == ("request", "//t.example:443?transport=tcp")
