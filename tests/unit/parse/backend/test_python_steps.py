"""What Python code does, as steps."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import program
from pixelgate.parse.backend import python
from pixelgate.parse.outline import Outline
from pixelgate.parse.program import Literal, Name, Set, Several, Step
from pixelgate.source import Location, Source

URLS = "from django.urls import path\nurlpatterns = []\n"


def steps(text: str) -> tuple[Step, ...]:
    return python.outline(Source("urls.py", text)).steps


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a = b = 1", (Set(Name("a"), Literal(1.0)), Set(Name("b"), Literal(1.0)))),
        ("a: list[str] = []", (Set(Name("a"), Several(())),)),
        ("a += [*b]", (Set(Name("a"), Several((program.Spread(Name("b")),)), more=True),)),
        ("a -= 1", ()),
        ("raise x", (program.Leave("raise"),)),
        ("a.b = c[0]", (Set(program.Member(Name("a"), "b"), program.Item(Name("c"), Literal(0.0))),)),
        ("a = 'x' if b else None", (Set(Name("a"), program.Either(Name("b"), Literal("x"), Literal(None))),)),
        ("a = b is None", (Set(Name("a"), program.Operation("==", (Name("b"), Literal(None)))),)),
        ("a = f'{b}/'", (Set(Name("a"), program.Joined((Name("b"), Literal("/")))),)),
        ("a = b ** c", (Set(Name("a"), program.Opaque("b ** c")),)),
        ("while a:\n    b = 1", (program.If(program.Opaque(), (Set(Name("b"), Literal(1.0)),)),)),
        ("with a as b:\n    c = 1", (Set(Name("c"), Literal(1.0)),)),
    ],
)
def test_statements(code: str, expected: tuple[Step, ...]) -> None:
    assert steps(code) == expected


def test_a_call_keeps_its_place_and_how_its_arguments_are_given() -> None:
    [step] = steps("f(a, *b, c=1, **d)\n")
    arguments = tuple(
        program.Given(name, value)
        for name, value in (("", Name("a")), ("*", Name("b")), ("c", Literal(1.0)), ("**", Name("d")))
    )
    assert step == program.Do(program.Invoke(Name("f"), arguments, Location("urls.py", 1, 1, 1, 19)))


def test_what_functions_do_is_told_where_routes_are_made_only() -> None:
    body = "def of(a, *rest, **more):\n    return a\n"
    [told] = python.outline(Source("a.py", URLS + body)).definitions[1:]
    assert told.steps == (
        Set(Name("rest"), program.Opaque("*")),
        Set(Name("more"), program.Opaque("**")),
        program.Give(Name("a")),
    )
    [plain] = python.outline(Source("a.py", body)).definitions
    assert plain.steps == ()


def test_a_handler_of_errors_may_run() -> None:
    said = steps("try:\n    import a\n    b = 1\nexcept ImportError:\n    b = 2\nelse:\n    c = 3\n")
    assert said == (
        Set(Name("b"), Literal(1.0)),
        Set(Name("c"), Literal(3.0)),
        program.If(program.Opaque(), (Set(Name("b"), Literal(2.0)),)),
    )


@pytest.mark.parametrize("code", ["a = " + "(" * 60 + "b" + ",)" * 60, "if a:\n b = 1\n" + "elif a:\n b = 2\n" * 90])
def test_what_is_nested_deeply_is_opaque(code: str) -> None:
    assert steps(code)


@given(st.text(alphabet="ab=+[]().,:*'\n {}iforn1", max_size=60))
def test_steps_come_back_as_they_were_stored(text: str) -> None:
    try:
        outline = python.outline(Source("a.py", URLS + text))
    except SyntaxError:
        return
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(outline), type=Outline) == outline
