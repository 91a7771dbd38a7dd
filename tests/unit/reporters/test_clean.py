from __future__ import annotations

import json
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.reporters import clean

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, naïve café, 患者, Ärztin", "plain text, naïve café, 患者, Ärztin"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\x9b31m", r"\x9b31m"),
        ("user\u202egnp.exe", r"user\u202egnp.exe"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("soft\xadhyphen", r"soft\xadhyphen"),
        ("lone \ud800", r"lone \ud800"),
        ("noncharacter \ufffe", r"noncharacter \ufffe"),
        ("/u/\ufdd0\ufdd0\ufdd0/x", "/u/{}/x"),
    ],
)
def test_what_steers_a_terminal_becomes_visible(text: str, shown: str) -> None:
    assert clean.plain(text) == shown


@given(ANY)
def test_a_plain_text_steers_nothing(text: str) -> None:
    shown = clean.plain(text)
    assert not [char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}]


def test_a_text_of_megabytes_is_cut_before_it_is_read() -> None:
    assert clean.plain("x" * 50_000_000) == "x" * 239 + "…"


@pytest.mark.parametrize(
    ("line", "safe"),
    [
        ("::error::x", r":\x3aerror::x"),
        ("   ::add-path::/evil", r"   :\x3aadd-path::/evil"),
        ("\x1b[1m::error::x", "\x1b[1m:\\x3aerror::x"),
        ("text ##[error]x", r"text #\x23[error]x"),
        ("###[group]", r"##\x23[group]"),
        ("Patient::Name and std::string", "Patient::Name and std::string"),
    ],
)
def test_a_runner_obeys_no_line(line: str, safe: str) -> None:
    assert clean.lines(f"before\n{line}\nafter") == f"before\n{safe}\nafter"


@given(st.dictionaries(ANY, ANY))
def test_json_keeps_its_value_and_is_harmless(value: dict[str, str]) -> None:
    text = clean.json(json.dumps(value, indent=2, ensure_ascii=False))
    assert json.loads(text) == value
    assert "##[" not in text
    assert not [
        char for char in text if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    ]


def test_workflow_commands_are_escaped_percent_first() -> None:
    assert clean.data("100%\r\n%0A::error::") == "100%25%0D%0A%250A::error::"
    assert clean.prop("a:b,c%\n") == "a%3Ab%2Cc%25%0A"


def test_markdown_shows_ticked_words_as_code_and_nothing_else() -> None:
    assert clean.markdown("see `a|b`") == "see <code>a&#124;b</code>"
    assert clean.markdown("<script>") == "&#60;script&#62;"
    assert clean.markdown("[x](https://y) @z www.w") == "&#91;x&#93;&#40;https&#58;//y&#41; &#64;z www&#46;w"
    assert clean.markdown("&lt;") == "&#38;lt;"
    assert clean.code("a`b") == "<code>a&#96;b</code>"


@given(ANY)
def test_markdown_has_no_markup_of_its_own(text: str) -> None:
    shown = clean.markdown(text).replace("<code>", "").replace("</code>", "")
    assert not set("<>|`*_[]\\\n\"'") & set(shown)


def test_html_is_escaped_for_text_and_attributes() -> None:
    assert clean.html("<a href='x' onclick=\"y\">&") == "&lt;a href=&#39;x&#39; onclick=&quot;y&quot;&gt;&amp;"


def test_sarif_text_makes_no_links() -> None:
    assert clean.sarif(r"[x](1) \ y") == r"\[x\](1) \\ y"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("templates/a b.html", "templates/a%20b.html"),
        ("javascript:alert(1)", "javascript%3Aalert(1)"),
        ("app/[id]/page.tsx", "app/%5Bid%5D/page.tsx"),
        ("ä#?%.html", "%C3%A4%23%3F%25.html"),
        ("a\n::error", "a%0A%3A%3Aerror"),
    ],
)
def test_paths_become_relative_references(path: str, uri: str) -> None:
    assert clean.uri(path) == uri
    assert unquote(uri) == path


def test_a_path_that_is_no_unicode_still_becomes_a_reference() -> None:
    assert clean.uri("a\udcff.html") == "a%3F.html"
