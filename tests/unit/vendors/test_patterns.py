"""The language of calls: exact values, errors at their column, no text that breaks the parser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.vendors.patterns import (
    AnyArg,
    Argument,
    ArrayArg,
    Capture,
    Exact,
    ObjectArg,
    Pattern,
    PatternError,
    parse_pattern,
    words,
)


@pytest.mark.parametrize(
    ("text", "path", "arguments"),
    [
        ("fbq('init', $id, $user)", ("fbq",), (Exact(("init",)), Capture("id"), Capture("user"))),
        (
            "gtag('config', $id, {user_id: $user.user_id, ...$parameters})",
            ("gtag",),
            (
                Exact(("config",)),
                Capture("id"),
                ObjectArg((("user_id", Capture("user", "user_id")),), Capture("parameters")),
            ),
        ),
        ("ga('send'|'*.send', $label)", ("ga",), (Exact(("send", "*.send")), Capture("parameters", "label"))),
        (
            "_paq.push(['trackEvent', $event!])",
            ("_paq", "push"),
            (ArrayArg((Exact(("trackEvent",)), Capture("event", required=True))),),
        ),
        ("q.push({'cd[*]': $value,})", ("q", "push"), (ObjectArg((("cd[*]", Capture("value")),)),)),
        ("x(_, _!, {}, [])", ("x",), (AnyArg(), AnyArg(required=True), ObjectArg(()), ArrayArg(()))),
        (
            "x(5.0, -1.5, true|'true', null)",
            ("x",),
            (Exact(("5",)), Exact(("-1.5",)), Exact(("true", "true")), Exact(("null",))),
        ),
        (
            "x({a: {b: [$c]}})",
            ("x",),
            (ObjectArg((("a", ObjectArg((("b", ArrayArg((Capture("parameters", "c"),))),))),)),),
        ),
        (r"x('it\'s', " + r'"say \"a\"")', ("x",), (Exact(("it's",)), Exact(('say "a"',)))),
        ("amplitude.getInstance().logEvent()", ("amplitude", "getInstance()", "logEvent"), ()),
        ("this.$gtag.event()", ("this", "$gtag", "event"), ()),
        ("window.fbq()", ("fbq",), ()),
        ("  fbq ( ) ", ("fbq",), ()),
    ],
)
def test_a_call_is_its_path_and_arguments(text: str, path: tuple[str, ...], arguments: tuple[Argument, ...]) -> None:
    assert parse_pattern(text) == Pattern(text, path, arguments)


def test_constructions_assignments_and_modules_say_so() -> None:
    assert parse_pattern("new UET({ti: $id!})").constructed
    assert parse_pattern("_linkedin_partner_id = $id") == Pattern(
        "_linkedin_partner_id = $id", ("_linkedin_partner_id",), (Capture("id"),), assignment=True
    )
    disabled = parse_pattern("window['ga-disable-*'] = true")
    assert (disabled.path, disabled.arguments, disabled.assignment) == (("ga-disable-*",), (Exact(("true",)),), True)
    wrapped = parse_pattern("@scope/react-pixel#default.init($id)")
    assert (wrapped.module, wrapped.path) == ("@scope/react-pixel", ("default", "init"))
    built = parse_pattern("new @scope/x#Client($id)")
    assert (built.module, built.path, built.constructed) == ("@scope/x", ("Client",), True)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "expected a name"),
        ("fbq", 4, "expected '(' or '='"),
        ("new UET = 1", 9, "expected '('"),
        ("fbq(", 5, "expected a string, number, $name, {…}, […] or _"),
        ("fbq('a' 'b')", 9, "expected ',' or ')'"),
        ("fbq('a)", 5, "expected a string, number, $name, {…}, […] or _"),
        ("fbq($id.x)", 5, "$id takes no key; only $options, $parameters, $user do"),
        ("fbq($)", 5, "expected a name after '$'"),
        ("fbq({a $b})", 8, "expected ':'"),
        ("fbq({a: $b} x", 13, "expected ',' or ')'"),
        ("fbq({...$a, ...$b})", 16, "expected only one '...'"),
        ("fbq() x", 7, "expected the end of the pattern"),
        ("fbq.(1)", 5, "expected a name"),
        ("fbq(" + "[" * 50, 25, "nested too deep"),
    ],
)
def test_an_error_names_its_column(text: str, column: int, message: str) -> None:
    with pytest.raises(PatternError) as caught:
        parse_pattern(text)
    assert (caught.value.column, caught.value.message) == (column, message)


@given(st.text(alphabet="fbq.new ()[]{}'\"$!_|*,:=#0123\\…\n", max_size=60) | st.text(max_size=60))
def test_any_text_is_a_pattern_or_an_error_within_it(text: str) -> None:
    column = error_column(text)
    assert column is None or 1 <= column <= len(text) + 1


def error_column(text: str) -> int | None:
    try:
        parse_pattern(text)
    except PatternError as error:
        return error.column
    return None


def test_a_path_may_hold_wildcards_within_a_segment() -> None:
    pattern = parse_pattern("s.prop* = $value")
    assert pattern.reaches(("s", "prop12"))
    assert not pattern.reaches(("s", "eVar1"))
    assert not pattern.reaches(("s", "prop1", "x"))
    assert parse_pattern("s_gi().t()").root == "s_gi"


def test_needed_words_are_those_that_must_stand_in_the_code() -> None:
    found = [words(argument) for argument in parse_pattern("x($id, {a: $b, c: 'd'|'e'}, ['f'], 'g', _)").arguments]
    assert found == [(), ("d", "e"), ("f",), ("g",), ()]
