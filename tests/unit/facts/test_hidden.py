"""What hides a tracker from a search for its words: each is code or markup on which a browser acts all the same."""

from __future__ import annotations

import pytest

from pixelgate.facts import extract
from pixelgate.facts.model import FileFacts
from pixelgate.vendors import catalog

CASES: dict[str, tuple[str, str, str]] = {
    "u0066": ("a.js", "\\u0066bq('init','1234567890')", "meta-pixel init 1:1"),
    "split address with a vendor's word in a part": (
        "a.js",
        'var s=document["createElement"]("script");s["src"]="http"+"s://stat"+"ic.h"+"otja"+"r.com/c/"+"hotjar-1.js"',
        "hotjar loader 1:52",
    ),
    "u{66}": ("a.js", "\\u{66}bq('init','1234567890')", "meta-pixel init 1:1"),
    "win x66": ("a.js", "window['\\x66bq']('init','1234567890')", "meta-pixel init 1:1"),
    "win oct": ("a.js", "window['\\146bq']('init','1234567890')", "meta-pixel init 1:1"),
    "win f+bq": ("a.js", "window['f'+'bq']('init','1234567890')", "meta-pixel init 1:1"),
    "self f+bq var": ("a.js", "var a='f';var b='bq';self[a+b]('init','1234567890')", "meta-pixel init 1:22"),
    "win tmpl": ("a.js", "window[`f${'b'}q`]('init','1234567890')", "meta-pixel init 1:1"),
    "win reverse": ("a.js", "window['qbf'.split('').reverse().join('')]('init','1234567890')", "meta-pixel init 1:1"),
    "fromCharCode": ("a.js", "window[String.fromCharCode(102,98,113)]('init','1234567890')", "meta-pixel init 1:1"),
    "eval atob": ("a.js", "eval(atob('ZmJxKCdpbml0JywnMTIzNDU2Nzg5MCcp'))", "meta-pixel init 1:6"),
    "Function atob": ("a.js", "new Function(atob('ZmJxKCdpbml0JywnMTIzNDU2Nzg5MCcp'))()", "meta-pixel init 1:14"),
    "setTimeout str": ("a.js", "setTimeout('\\x66bq(\\'init\\',\\'1234567890\\')',1)", "meta-pixel init 1:13"),
    "unescape": ("a.js", "eval(unescape('%66%62%71%28%27init%27%2c%271234567890%27%29'))", "meta-pixel init 1:6"),
    "decodeURI": ("a.js", "eval(decodeURIComponent('%66%62%71(%27init%27,%271234567890%27)'))", "meta-pixel init 1:6"),
    "onerror ent": (
        "a.html",
        "<img src=x onerror=\"&#102;bq('init','1234567890')\">",
        "meta-pixel init 1:21",
    ),
    "onerror hex": (
        "a.html",
        "<img src=x onerror=\"&#x66;&#x62;&#x71;('init','1234567890')\">",
        "meta-pixel init 1:21",
    ),
    "svg script ent": (
        "a.html",
        "<svg><script>&#102;bq('init','1234567890')</script></svg>",
        "meta-pixel init 1:14",
    ),
    "jsurl pct": (
        "a.html",
        "<a href=\"javascript:%66bq('init','1234567890')\">x</a>",
        "meta-pixel init 1:21",
    ),
    "src pct": (
        "a.html",
        "<script src='https://connect.faceb%6fok.net/en_US/fbevents.js'></script>",
        "meta-pixel loader 1:9",
    ),
    "src pct2": (
        "a.html",
        "<script src='https://connect%2Efacebook%2Enet/en_US/fbevents.js'></script>",
        "meta-pixel loader 1:9",
    ),
    "src ent": (
        "a.html",
        "<script src='https://connect.f&#97;cebook.net/en_US/fbevents.js'></script>",
        "meta-pixel loader 1:9",
    ),
    "src tab": (
        "a.html",
        "<script src='https://connect.face\tbook.net/en_US/fbevents.js'></script>",
        "meta-pixel loader 1:9",
    ),
    "js u src": (
        "a.js",
        "var s=document.createElement('script');s.src='https://connect.f\\u0061cebook.net/en_US/fbevents.js';document.head.appendChild(s)",
        "meta-pixel loader 1:46",
    ),
    "js concat src": (
        "a.js",
        "var s=document.createElement('script');s.src='https://connect.face'+'book.net/en_US/fbevents.js';document.head.appendChild(s)",
        "meta-pixel loader 1:46",
    ),
    "bt src": (
        "a.js",
        "new Image().src='https://www.facebo\\x6fk.com/tr?id=1234567890&ev=PageView'",
        "meta-pixel beacon 1:17",
    ),
    "svg title": (
        "a.html",
        "<svg><title><script>fbq('init','1234567890')</script></title></svg>",
        "meta-pixel init 1:21",
    ),
    "svg style": (
        "a.html",
        "<svg><style><script>fbq('init','1234567890')</script></style></svg>",
        "meta-pixel init 1:21",
    ),
    "svg style2": (
        "a.html",
        "<svg><style><img src=x onerror=\"fbq('init','1234567890')\"></style></svg>",
        "meta-pixel init 1:33",
    ),
    "noscript attr": (
        "a.html",
        "<noscript><p title=\"</noscript><script>fbq('init','1234567890')</script>\"></p></noscript>",
        "meta-pixel init 1:40",
    ),
    "noscript attr2": (
        "a.html",
        "<p title=\"<noscript>\"><script>fbq('init','1234567890')</script>",
        "meta-pixel init 1:31",
    ),
    "u2028": ("a.js", "// a comment \u2028fbq('init','1234567890')", "meta-pixel init 1:15"),
    "import() url": ("a.js", "import('https://connect.facebook.net/en_US/fbevents.js')", "meta-pixel loader 1:8"),
    "importScripts": (
        "a.js",
        "importScripts('https://connect.facebook.net/en_US/fbevents.js')",
        "meta-pixel loader 1:15",
    ),
    "vue textarea": (
        "a.vue",
        "<template><div><textarea/><img src='https://www.facebook.com/tr?id=1234567890&ev=PageView'></div></template>",
        "meta-pixel beacon 1:32",
    ),
    "form": (
        "a.html",
        "<form action='https://www.facebook.com/tr?id=1234567890&ev=PageView'></form>",
        "meta-pixel beacon 1:7",
    ),
    "object data": (
        "a.html",
        "<object data='https://www.facebook.com/tr?id=1234567890&ev=PageView'></object>",
        "meta-pixel iframe 1:9",
    ),
    "a ping": (
        "a.html",
        "<a ping='https://www.facebook.com/tr?id=1234567890&ev=PageView' href=x>y</a>",
        "meta-pixel beacon 1:4",
    ),
    "iframe srcdoc ent": (
        "a.html",
        "<iframe srcdoc=\"&lt;script&gt;&#102;bq('init','1234567890')&lt;/script&gt;\"></iframe>",
        "meta-pixel init 1:31",
    ),
    "window[u]": ("a.js", "window['\\u0066bq']('init','1234567890')", "meta-pixel init 1:1"),
    "join": ("a.js", "window[['f','bq'].join('')]('init','1234567890')", "meta-pixel init 1:1"),
    "replace": ("a.js", "window['fxbq'.replace('x','')]('init','1234567890')", "meta-pixel init 1:1"),
    "substr": ("a.js", "window['xfbq'.slice(1)]('init','1234567890')", "meta-pixel init 1:1"),
    "case": ("a.js", "window['FBQ'.toLowerCase()]('init','1234567890')", "meta-pixel init 1:1"),
    "data url": (
        "a.html",
        "<script src='data:text/javascript;base64,ZmJxKCdpbml0JywnMTIzNDU2Nzg5MCcp'></script>",
        "meta-pixel init 1:42",
    ),
    "data url2": (
        "a.html",
        "<script src=\"data:text/javascript,%66bq('init','1234567890')\"></script>",
        "meta-pixel init 1:35",
    ),
    "iframe data": (
        "a.html",
        "<iframe src=\"data:text/html,<script>fbq('init','1234567890')</script>\"></iframe>",
        "meta-pixel init 1:37",
    ),
    "Japanese escapes": (
        "a.html",
        "<meta charset=iso-2022-jp><script>f\x1b(Bbq('init', '1234567890')</script>",
        "meta-pixel init 1:35",
    ),
}
"""A file, its text, and the first sighting: vendor, kind and place."""


def read(path: str, text: str) -> FileFacts:
    return extract(path, text.encode(), catalog.load())


@pytest.mark.parametrize(("path", "text", "seen"), CASES.values(), ids=CASES)
def test_a_tracker_is_seen_however_its_words_are_hidden(path: str, text: str, seen: str) -> None:
    first = next(one for one in read(path, text).sightings if one.active)
    place = first.location
    assert f"{first.vendor} {first.kind} {place.line}:{place.column}" == seen


@pytest.mark.parametrize(
    "code",
    [
        "window[JSON.parse(text)]('init')",
        "self[atob(name)](1)",
        "window[decodeURIComponent(x)].call(null, 1)",
        "globalThis[String.fromCharCode(a, b)]?.(1)",
        "function look(i) { return words[i - 3] } window[look(0x10)]('init')",
    ],
)
def test_a_global_called_by_a_decoded_name_that_nobody_knows_is_a_problem(code: str) -> None:
    [problem] = read("a.js", code).problems
    assert (problem.kind, problem.message) == (
        "dynamic-loader",
        "what is called is a global whose name only the run time knows",
    )


@pytest.mark.parametrize(
    "code",
    [
        "const letters = /[\\u0041-\\u005a\\x61-\\x7a]/;",
        "window['on' + name](event)",
        "self['webpackChunk' + id] = []",
        "window[name](1); window[a.b](1); window[`on${name}`](1)",
        "import {look} from './look'; window[look(1)](2); function own(i) { return i } window[own(kind)](1)",
        "key = window[atob(name)]",
        "text = 'a' + 'b' + 'c'",
        "String.fromCharCode(102, 98)",
        "s.split('').reverse().join('')",
        "help = '\\\\u0066bq(1)'",
        "a = '//\u2028'; b = `//\u2029`",
    ],
)
def test_what_only_looks_hidden_is_neither_a_sighting_nor_a_problem(code: str) -> None:
    found = read("a.js", code)
    assert (found.sightings, found.problems) == ((), ())


def test_the_words_of_a_comment_stay_in_it() -> None:
    assert read("a.js", "// \\u0066bq('init', '1')\n/* window['f' + 'bq'](1) */").sightings == ()
    [commented] = read("a.html", "<!-- <img onerror=\"&#102;bq('init', '1')\"> -->").sightings
    assert not commented.active


@pytest.mark.parametrize(
    "markup",
    [
        "<style>a{content:'<script>fbq(1)</script>'}</style>",
        "<title><script>fbq('init', '1')</script></title>",
        "<textarea><script>fbq('init', '1')</script></textarea>",
        "<svg></svg><style>/* <script>fbq('init', '1')</script> */</style>",
    ],
)
def test_text_that_looks_like_markup_is_text_in_html(markup: str) -> None:
    assert read("a.html", markup).sightings == ()


def test_what_stands_beside_a_known_loader_of_modules_is_none_of_it() -> None:
    load = "var s = document.createElement('script'); s.src = {}; document.head.appendChild(s);"
    loader = (
        f"(function () {{ var help = 'https://requirejs.org/docs/errors.html'; {load.format('config.map')} }})();\n"
    )
    assert read("a.js", loader).problems == ()
    [problem] = read("a.js", loader + load.format("config.url")).problems
    assert (problem.kind, problem.location.line) == ("dynamic-loader", 2)
    [problem] = read("a.js", "// requirejs.org/docs/errors.html\n" + load.format("config.url")).problems
    assert (problem.kind, problem.location.line) == ("dynamic-loader", 2)
