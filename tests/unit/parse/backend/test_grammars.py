"""What holds for every language that is read with a grammar: nothing stops it, and a missing grammar is said."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.parse.backend import test_csharp, test_java, test_php, test_ruby

from pixelgate.parse import backend
from pixelgate.parse.backend import csharp, grammar, java, php, ruby
from pixelgate.parse.outline import Outline
from pixelgate.source import Source

READERS = {"x.rb": ruby.outline, "x.php": php.outline, "x.java": java.outline, "x.cs": csharp.outline}
SAMPLES = {
    "x.rb": test_ruby.CONTROLLER + test_ruby.ROUTES,
    "x.php": test_php.CONTROLLER + test_php.ROUTES.removeprefix("<?php"),
    "x.java": test_java.CODE,
    "x.cs": test_csharp.CONTROLLER + test_csharp.PROGRAM,
}
PATHS = st.sampled_from(sorted(READERS))


def read(path: str, text: str) -> Outline:
    found = READERS[path](Source(path, text))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Outline) == found
    return found


@given(PATHS, st.text())
@settings(deadline=None, max_examples=150)
def test_any_text_has_an_outline(path: str, text: str) -> None:
    read(path, text)


@given(PATHS, st.data())
@settings(deadline=None, max_examples=150)
def test_damaged_code_has_an_outline(path: str, data: st.DataObject) -> None:
    text = SAMPLES[path]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    read(path, text[:start] + data.draw(st.text("(){}[]\"'#<>@;:\n\0", max_size=5)) + text[end:])


DEEP = {
    "x.rb": (
        "f(" * 5000,
        "[" * 5000,
        "a.b(1)" + ".c(2)" * 5000,
        "class A\n" * 3000,
        "f do\n" * 3000,
        "x = 1" + "+1" * 9000,
    ),
    "x.php": (
        "<?php " + "f(" * 5000,
        "<?php f(" + "[" * 5000,
        "<?php a(1)" + "->c(2)" * 5000,
        "<?php " + "f(function () {" * 3000,
        "<?php f(" + "'a' . " * 9000 + "'b');",
    ),
    "x.java": (
        "class A {" * 3000,
        "class A { int f() { return g(" + "h(" * 5000,
        "class A { String V = " + '"a" + ' * 9000 + '"b"; }',
    ),
    "x.cs": ("class A {" * 3000, "f(" * 5000, "a(1)" + ".c(2)" * 5000 + ";", "f(() => " * 3000),
}


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, texts in DEEP.items() for text in texts])
def test_depth_does_not_cost_the_stack(path: str, text: str) -> None:
    read(path, text)


@pytest.mark.parametrize(("path", "sample"), [(path, SAMPLES[path]) for path in SAMPLES])
def test_a_missing_grammar_is_said(path: str, sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "_MODULES", dict.fromkeys(grammar._MODULES, ("no_such_grammar", "language")))
    grammar.language.cache_clear()
    found, failures = backend.outline(Source(path, sample))
    grammar.language.cache_clear()
    assert found is None
    assert [failure.kind for failure in failures] == ["unread-language"]
    assert "is missing, install pixelgate anew" in failures[0].message


def test_a_file_without_a_word_of_routes_is_not_read() -> None:
    assert backend.outline(Source("x.rb", "puts 1")) == (None, ())
