"""The second reading: evidence and places, by parsers that the first reading does not use."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from pixelgate import second
from pixelgate.second.addresses import Address, address
from pixelgate.second.marks import marks, whose
from pixelgate.second.model import Reading, Unread
from pixelgate.vendors.model import CallPattern, Category, Id, Loader, Vendor

META = Vendor(
    name="Meta Pixel",
    company="Meta",
    category=Category.ADVERTISING,
    about="Sends what visitors do to Meta.",
    slug="meta-pixel",
    globals=["fbq"],
    loader=[Loader(url="connect.facebook.net/*/fbevents.js")],
    call=[
        CallPattern(pattern="fbq('init', $id, $user)", kind="init"),
        CallPattern(pattern="fbq('track'|'trackCustom', $event, $parameters)", kind="event"),
        CallPattern(pattern="_fbq.push(['track', $event])", kind="event"),
        CallPattern(pattern="fbqReady.push($function!)", kind="event", event="function"),
    ],
)
KNOWN = marks({"meta-pixel": META})


def seen(path: str, text: str) -> list[tuple[int, int, str, str]]:
    return [(e.line, e.column, e.subject, e.text) for e in second.read(path, text.encode(), KNOWN).evidence]


def ends(text: str) -> list[tuple[int, int]]:
    return [(e.end_line, e.end_column) for e in second.read("a.html", text.encode(), KNOWN).evidence]


def test_a_snippet_in_a_template() -> None:
    page = "{% block head %}\n<script>\nfbq('init', '{{ id }}');\n</script>{% endblock %}"
    assert seen("base.html", page) == [(3, 1, "meta-pixel", "fbq('init'…")]


def test_addresses_in_markup() -> None:
    page = '<script src="//connect.facebook.net/en_US/fbevents.js"></script>\n<img src=https://x.example/p.gif>'
    assert seen("a.html", page) == [
        (1, 1, "meta-pixel", "//connect.facebook.net/en_US/fbevents.js"),
        (2, 1, "x.example", "https://x.example/p.gif"),
    ]


def test_a_canonical_link_fetches_nothing() -> None:
    assert seen("a.html", '<link rel="canonical" href="https://x.example/">') == []


def test_a_function_is_no_other_argument() -> None:
    code = "fbqReady.push(arguments);\nfbqReady.push(function () {});\nfbqReady.push(() => 1);"
    assert [line for line, *_ in seen("app.js", code)] == [2, 3]


def test_calls_in_a_script_file() -> None:
    code = "if (window.fbq) {\n  window['fbq']('track', 'Lead');\n  _fbq.push(['track', 'X']);\n}"
    assert seen("app.js", code) == [
        (2, 3, "meta-pixel", "fbq('track'…"),
        (3, 3, "meta-pixel", "_fbq.push(…"),
    ]


def test_a_local_function_of_the_same_name_is_not_the_vendor() -> None:
    assert seen("app.js", "function run(fbq) { fbq('init', 1) }") == []


def test_an_address_that_is_loaded_counts_and_one_in_a_list_does_not() -> None:
    assert seen("a.js", "s.src = 'https://connect.facebook.net/en_US/fbevents.js'") == [
        (1, 9, "meta-pixel", "https://connect.facebook.net/en_US/fbevents.js")
    ]
    assert seen("a.js", "var blocked = ['https://connect.facebook.net/en_US/fbevents.js']") == []


def test_event_handlers_are_code() -> None:
    assert seen("a.html", "<p>\n<a onclick=\"fbq('track', 'Lead')\">") == [(2, 1, "meta-pixel", "fbq('track'…")]


def test_addresses() -> None:
    assert address("https://A.example:8443/x?y") == Address("a.example", "x", "y")
    assert address("\t//user@a.example\\x#y ") == Address("a.example", "x", "")
    assert address("/x.js") is None
    assert address("https://[broken/") is None


def test_whose_an_address_is() -> None:
    assert whose(KNOWN, "//connect.facebook.net/de_DE/fbevents.js") == ("meta-pixel", "connect.facebook.net")
    assert whose(KNOWN, "//connect.facebook.net/de_DE/sdk.js") == ("connect.facebook.net",)
    assert whose(KNOWN, "//xconnect.facebook.net/de_DE/fbevents.js") == ("xconnect.facebook.net",)


def test_a_command_that_the_vendor_does_not_have_is_no_evidence() -> None:
    assert seen("a.js", "fbq('init', 1); fbq('ready', 1); fbq(command)") == [(1, 1, "meta-pixel", "fbq('init'…")]


def test_places_are_those_of_an_editor() -> None:
    page = "<p>\U0001f600</p>\r\n<script\ntitle='>'>\r\n/* \U0001f600 */ fbq('init', 1)</script>"
    assert seen("a.html", page) == [(4, 9, "meta-pixel", "fbq('init'…")]
    assert ends(page) == [(4, 23)]
    assert ends("<a title='>' onclick=\"fbq('init', 1)\">x</a><b>") == [(1, 39)]


def test_newer_code_than_the_parser_knows() -> None:
    code = "try { a?.b ?? c } catch { window?.fbq?.('init', 1) }\nclass A { #x = 1; y() { fbq('track', this.#x) } }"
    assert seen("a.js", code) == [(1, 27, "meta-pixel", "fbq('init'…"), (2, 25, "meta-pixel", "fbq('track'…")]


def test_output_of_a_template_within_code() -> None:
    assert seen("a.html", "<script>var a = {{ a }};{% if b %}fbq('init', {{ id }}){% endif %}</script>") == [
        (1, 35, "meta-pixel", "fbq('init'…")
    ]


def test_a_tag_that_speaks_for_several_vendors_is_said_to() -> None:
    google = msgspec.structs.replace(META, slug="google", id=Id(vendors={"AW-": "ads"}))
    found = second.read("a.js", b"fbq('init', 'AW-1')", marks({"google": google})).evidence
    assert [(e.subject, e.others) for e in found] == [("google", ("ads",))]


def test_other_kinds_of_file_have_no_evidence() -> None:
    assert second.read("a.ts", b"fbq('init', 1)", KNOWN) == Reading(
        unread=(Unread("a.ts", 1, "neither markup nor JavaScript"),)
    )
    assert second.read("a.html", b"", KNOWN) == Reading()


@given(st.text(max_size=200))
def test_no_markup_and_no_script_is_too_broken(text: str) -> None:
    for path in ("a.html", "a.js"):
        found = second.read(path, text.encode("utf-8", "surrogatepass"), KNOWN).evidence
        assert all(e.line >= 1 and e.column >= 1 for e in found)
