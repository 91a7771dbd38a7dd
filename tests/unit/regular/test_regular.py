"""Regular expressions against Python's own engine; products against every short text."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pixelgate.regular import Language, TooLargeError, UnsupportedError, literal, meet, read, within

LETTERS = "aB/-1"
TEXTS = ["".join(letters) for length in range(5) for letters in product("ab/", repeat=length)]

atoms = st.sampled_from(
    [
        "a",
        "B",
        "/",
        "-",
        "1",
        ".",
        r"\d",
        r"\w",
        r"\W",
        r"\s",
        "[a1]",
        "[^a/]",
        "[A-Z]",
        r"[\d-]",
        "^",
        "$",
        r"\b",
        r"\B",
    ]
)
expressions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "*?", "{2}", "{1,2}", "{0,}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"(?i:{one})"),
    ),
    max_leaves=8,
)


def _reads(text: str) -> bool:
    try:
        read(text)
    except UnsupportedError:
        return False
    return True


simple = st.text("ab/*|().", max_size=8).filter(_reads)


@given(expressions, st.text(LETTERS, max_size=6), st.booleans())
def test_finds_what_another_engine_finds(expression: str, text: str, ignore_case: bool) -> None:
    assume(text or r"\B" not in expression)  # the other engine is alone in finding no inside in an empty text
    flags = re.ASCII | re.DOTALL | (re.IGNORECASE if ignore_case else 0)
    expected = re.search(expression, text, flags) is not None
    assert Language.found_in(read(expression, ignore_case=ignore_case)).matches(text) is expected


@given(simple, simple)
def test_two_languages_meet_where_some_text_is_in_both(one: str, other: str) -> None:
    first, second = Language(read(one)), Language(read(other))
    common = [text for text in TEXTS if first.matches(text) and second.matches(text)]
    if common:
        assert meet(first, second)
    elif within(first, second):
        assert not any(map(first.matches, TEXTS))


@given(simple, simple)
def test_what_lies_within_has_no_text_outside(one: str, other: str) -> None:
    inner, outer = Language(read(one)), Language(read(other))
    assert not (within(inner, outer) and any(inner.matches(text) and not outer.matches(text) for text in TEXTS))
    assert within(inner, inner)


@pytest.mark.parametrize(
    ("inner", "outer", "inside", "meets"),
    [
        ("/portal/.*", "/portal", False, False),
        ("/portal/[^/]+", "/portal/.*", True, True),
        ("/(a|b)c", "/[ab]c", True, True),
        ("a{2,3}", "a*", True, True),
        ("a*", "a{2,3}", False, True),
        ("x$", "^x", True, True),
        ("a^b", "", True, False),
        (r"\bcat\b", "cat", True, True),
        (r"cat\B", "cat.*", True, False),
    ],
)
def test_products(inner: str, outer: str, *, inside: bool, meets: bool) -> None:
    assert within(Language(read(inner)), Language(read(outer))) is inside
    assert meet(Language(read(inner)), Language(read(outer))) is meets


@pytest.mark.parametrize(
    ("expression", "message", "offset"),
    [
        ("(?=a)", "a group that only backtracking engines know", 0),
        ("a(?<!b)", "a group that only backtracking engines know", 1),
        ("(?>a)", "a group that only backtracking engines know", 0),
        (r"(a)\1", r"the escape `\1`", 3),
        ("a++", "a possessive repetition", 2),
        ("*a", "a repetition of nothing", 0),
        ("(a", "a `(` that nothing closes", 0),
        ("a)", "a `)` that closes nothing", 1),
        ("[a", "a `[` that nothing closes", 0),
        ("[z-a]", "a range that goes backwards", 2),
        ("a\\", "a `\\` at the end", 1),
        ("a{2000}", "a repetition that is out of bounds", 1),
        ("(" * 300, "groups nested too deeply", 201),
        (r"\x{FFFFFF}", "a code point that does not exist", 0),
        (r"\p{L}", r"the escape `\p`", 0),
        ("(?m)^a", "the flag m", 0),
    ],
)
def test_what_has_no_automaton_is_refused_at_its_place(expression: str, message: str, offset: int) -> None:
    with pytest.raises(UnsupportedError) as raised:
        read(expression)
    assert (raised.value.message, raised.value.offset) == (message, offset)


@pytest.mark.parametrize(
    ("expression", "yes", "no"),
    [
        (r"\Qa.b\E+c", "a.bbc", "axbc"),
        (r"\x41\u0042\x{43}", "ABC", "abc"),
        ("(?i)ab(?-i:c)", "ABc", "ABC"),
        ("(?i)straße", "STRAßE", "strasse"),
        ("[[:alpha:]_]+", "a_B", "a1"),
        ("[^[:digit:]]", "a", "1"),
        ("[]a]", "]", "b"),
        (r"[\]\-a]+", "]-a", "b"),
        ("a{,2}", "a{,2}", "aa"),
        (r"(?P<name>a)(?<other>b)", "ab", "a"),
        (r"\A\/x\z", "/x", "/x/"),
        ("(?i)[^a-y]", "Z", "B"),
    ],
)
def test_syntax(expression: str, yes: str, no: str) -> None:
    language = Language(read(expression))
    assert (language.matches(yes), language.matches(no)) == (True, False)


def test_no_pattern_takes_longer_than_its_text() -> None:
    language = Language.found_in(read("(a|a)*(a*)*(a|aa)+$"))
    assert not language.matches("a" * 3000 + "b")


def test_a_pattern_that_grows_too_large_is_refused() -> None:
    with pytest.raises(TooLargeError):
        Language(read("((a{100}){100}){100}"))


def test_a_product_that_grows_too_large_is_refused() -> None:
    with pytest.raises(TooLargeError):
        meet(Language(read("(a|b)*a(a|b){16}")), Language(read("[ab]*c")))


def test_a_text_may_count_without_the_last_character() -> None:
    language = Language(read("/portal/"), or_before="/")
    assert [language.matches(text) for text in ("/portal", "/portal/", "/porta", "/portal//")] == [
        True,
        True,
        False,
        False,
    ]


def test_only_texts_among_others_need_to_lie_within() -> None:
    assert not within(Language(read(".*")), Language(read("/.*")))
    assert within(Language(read(".*")), Language(read("/.*")), Language(read("/[a-z]*")))


def test_a_literal_means_itself() -> None:
    assert Language(literal("a.b*")).matches("a.b*")
    assert Language(literal("/Portal", ignore_case=True)).matches("/pORTAL")
