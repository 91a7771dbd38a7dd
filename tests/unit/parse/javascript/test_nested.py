from __future__ import annotations

import pytest

from pixelgate.parse.document import State

SNIPPET = "fbq('init', '1')"


@pytest.mark.parametrize(
    "code",
    [
        "s = document.createElement('script'); s.innerHTML = \"fbq('init', '1')\"",
        "s = document.createElement('script'); s.text = `fbq('init', '1')`",
        "s = document.createElement('script'); s.textContent = 'fbq(\\'init\\', \\'1\\')'",
        "s = document.createElement('script'); s.appendChild(document.createTextNode(\"fbq('init', '1')\"))",
        "const C = \"fbq('init', '1')\"; script.innerHTML = C",
        "eval(\"fbq('init', '1')\")",
        "new Function(\"fbq('init', '1')\")",
        "setTimeout(\"fbq('init', '1')\", 9)",
        "new Worker(URL.createObjectURL(new Blob([\"fbq('init', '1')\"])))",
        "frame.src = URL.createObjectURL(new Blob([\"<script>fbq('init', '1')</script>\"], {type: 'text/html'}))",
        "b.setAttribute('onclick', \"fbq('init', '1')\")",
        "<script>{`fbq('init', '1')`}</script>",
        "<Script id='x'>{`fbq('init', '1')`}</Script>",
        "<script dangerouslySetInnerHTML={{__html: `fbq('init', '1')`}} />",
        "<Script dangerouslySetInnerHTML={{__html: \"fbq('init', '1')\"}} />",
        "jsx('script', {dangerouslySetInnerHTML: {__html: \"fbq('init', '1')\"}})",
        "jsx('script', {children: \"fbq('init', '1')\"})",
        "export default {head: {script: [{innerHTML: \"fbq('init', '1')\"}]}}",
        "el.innerHTML = \"<script>fbq('init', '1')</script>\"",
        'el.innerHTML = "<script>" + "fbq(\'init\', \'1\')" + "<\\/script>"',
        "document.write(\"<script>fbq('init', '1')<\\/script>\")",
        "el.insertAdjacentHTML('beforeend', \"<script>fbq('init', '1')</script>\")",
        "$('head').append(\"<script>fbq('init', '1')</script>\")",
        "<div dangerouslySetInnerHTML={{__html: `<script>fbq('init', '1')</script>`}} />",
        "Inject.rawHead('x', \"<script>fbq('init', '1')</script>\")",
        "const head = () => `<script>fbq('init', '1')</script>`",
        "html`<script>fbq('init', '1')</script>`",
        "el.innerHTML = \"<a onclick=\\\"fbq('init', '1')\\\">x</a>\"",
    ],
)
def test_code_in_strings_is_read_where_it_stands(read, code):
    reading = read(code)
    assert reading.calls == [("fbq", "init", "1")]
    assert reading.at(reading.script.calls[0].span).replace("\\'", "'").replace('" + "', "") == SNIPPET


@pytest.mark.parametrize(
    "code",
    [
        "log(\"fbq('init', '1')\")",
        "const t = 'call fbq() first'",
        "<p>{`fbq('init', '1')`}</p>",
        "el.textContent = \"fbq('init', '1')\"",
        "el.innerHTML = 'no code: fbq(1)'",
    ],
)
def test_texts_that_nobody_runs_are_not_read(read, code):
    assert read(code).calls == []


def test_places_survive_escapes_and_two_levels(read):
    code = "document.write(\"\\x3Cscript\\x3Eel.innerHTML='\\u003Cimg src=\\\\'https://t.example/\\u0061\\\\'>'\\x3C/script>\")"
    reading = read(code)
    image = next(element for element in reading.script.elements if element.tag == "img")
    assert image.origin == "text"
    assert image.attributes[0].value.value == "https://t.example/a"
    assert reading.at(image.attributes[0].value_span) == "https://t.example/\\u0061"


def test_unknown_parts_stay_what_they_are(read):
    code = "<Script>{`fbq('init', '${ID}'); fbq('track', ${user.page}, {a: 1})`}</Script>"
    reading = read(code)
    assert reading.calls == [("fbq", "init", "<ID>"), ("fbq", "track", "<user.page>", {"a": 1})]
    assert [reading.at(call.span) for call in reading.script.calls] == [
        "fbq('init', '${ID}')",
        "fbq('track', ${user.page}, {a: 1})",
    ]


def test_concatenated_snippet_of_old_compilers(read):
    code = "createElement('script', {dangerouslySetInnerHTML: {__html: \"fbq('init', '\".concat(o.id, \"');\")}})"
    assert read(code).calls == [("fbq", "init", "<o.id>")]


def test_markup_without_words_asked_for_is_reported_too(read):
    reading = read("el.innerHTML = '<script src=\"https://other.example/a.js\"></script><p>x</p>'")
    assert ("script", {"src": "https://other.example/a.js"}) in reading.elements
    assert reading.literals == []


def test_state_is_inherited(read):
    code = "if (false) { el.innerHTML = \"<script>fbq('init', '1')</script>\" }"
    (call,) = read(code).script.calls
    assert call.state is State.INACTIVE


def test_encoded_markup(read):
    code = "document.write(unescape(\"%3Cscript src='https://t.example/a.js'%3E%3C/script%3E\"))"
    assert read(code).elements == [("script", {"src": "https://t.example/a.js"})]


def test_a_snippet_in_itself_is_read_to_an_end(read):
    code = "var x = '<script>document.write(x)</script>'; document.write(x + x); document.write(`${x}`)"
    assert read(code).calls == []
