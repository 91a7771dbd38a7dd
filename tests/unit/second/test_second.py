"""The second reading: evidence and places, by parsers that the first reading does not use."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pixelgate import second
from pixelgate.second.marks import Marks, address, marks, vendor_called
from pixelgate.vendors.model import CallPattern, Category, Loader, Vendor

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
    ],
)
KNOWN = marks({"meta-pixel": META})


def seen(path: str, text: str) -> list[tuple[int, int, str, str]]:
    return [(e.line, e.column, e.subject, e.text) for e in second.read(path, text.encode(), KNOWN)]


def test_marks_come_from_the_data() -> None:
    expected = Marks(
        {"connect.facebook.net": (("/", "meta-pixel"),)},
        {
            "fbq": {"init": "meta-pixel", "track": "meta-pixel", "trackCustom": "meta-pixel"},
            "_fbq.push": {"track": "meta-pixel"},
        },
    )
    assert expected == KNOWN


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


def test_calls_in_a_script_file() -> None:
    code = "if (window.fbq) {\n  window['fbq']('track', 'Lead');\n  _fbq.push(['track', 'X']);\n}"
    assert seen("app.js", code) == [
        (2, 3, "meta-pixel", "window.fbq('track'…"),
        (3, 3, "meta-pixel", "_fbq.push('track'…"),
    ]


def test_a_local_function_of_the_same_name_is_not_the_vendor() -> None:
    assert seen("app.js", "function run(fbq) { fbq('init', 1) }") == []


def test_an_address_that_is_loaded_counts_and_one_in_a_list_does_not() -> None:
    assert seen("a.js", "s.src = 'https://connect.facebook.net/en_US/fbevents.js'") == [
        (1, 1, "meta-pixel", "https://connect.facebook.net/en_US/fbevents.js")
    ]
    assert seen("a.js", "var blocked = ['https://connect.facebook.net/en_US/fbevents.js']") == []


def test_event_handlers_are_code() -> None:
    assert seen("a.html", "<p>\n<a onclick=\"fbq('track', 'Lead')\">") == [(2, 1, "meta-pixel", "fbq('track'…")]


def test_addresses() -> None:
    assert address("https://A.example:8443/x?y") == ("a.example", "/x")
    assert address("//a.example/x") == ("a.example", "/x")
    assert address("/x.js") is None
    assert address("https://[broken/") is None


def test_a_command_that_the_vendor_does_not_have_is_no_evidence() -> None:
    assert vendor_called(KNOWN, "fbq", "init") == "meta-pixel"
    assert vendor_called(KNOWN, "fbq", "ready") is None


def test_other_kinds_of_file_have_no_evidence() -> None:
    assert second.read("a.png", b"\x89PNG", KNOWN) == ()
    assert second.read("a.html", b"", KNOWN) == ()


@given(st.text(max_size=200))
def test_no_markup_and_no_script_is_too_broken(text: str) -> None:
    for path in ("a.html", "a.js"):
        found = second.read(path, text.encode("utf-8", "surrogatepass"), KNOWN)
        assert all(e.line >= 1 and e.column >= 1 for e in found)
