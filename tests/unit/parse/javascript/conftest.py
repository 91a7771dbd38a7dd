from __future__ import annotations

from collections.abc import Callable

import pytest

from pixelgate.parse.document import Interest, Script
from pixelgate.parse.javascript import parse_script
from pixelgate.parse.values import Array, Choice, Constant, Function, Hole, Object, Text, Unknown, Value
from pixelgate.source import Fragment, Span

INTEREST = Interest(
    names=frozenset(
        {
            "_fbq",
            "_hjSettings",
            "_linkedin_partner_id",
            "_paq",
            "analytics",
            "clarity",
            "dataLayer",
            "fbq",
            "ga",
            "gtag",
            "hj",
            "ttq",
            "UET",
            "uetq",
            "ym",
        }
    ),
    modules=frozenset({"react-facebook-pixel", "@segment/analytics-next", "pixel"}),
    texts=frozenset({"t.example", "connect.facebook.net", "facebook.com/tr"}),
)


def plain(value: Value | None) -> object:
    """Write a value so that a test can be read: ``<path>`` for what is unknown, ``{…}`` for a hole."""
    match value:
        case None:
            return None
        case Constant(value=inner):
            return inner
        case Unknown(path=path):
            return f"<{path}>"
        case Hole(expression=expression):
            return "{" + expression + "}"
        case Text(parts=parts):
            return "".join(str(plain(part)) for part in parts)
        case Choice(options=options):
            return tuple(plain(option) for option in options)
        case Object(entries=entries):
            return {entry.key: plain(entry.value) for entry in entries}
        case Array(items=items):
            return [plain(item) for item in items]
        case Function(parameters=parameters):
            return f"function({', '.join(parameters)})"


class Reading:
    """A script that was read, with its source beside it."""

    def __init__(self, source: str, script: Script) -> None:
        self.source = source
        self.script = script

    def at(self, span: Span) -> str:
        return self.source[span.start : span.end]

    @property
    def calls(self) -> list[tuple[object, ...]]:
        return [(call.callee, *map(plain, call.arguments)) for call in self.script.calls]

    @property
    def writes(self) -> list[tuple[str, object]]:
        return [(one.target, plain(one.value)) for one in self.script.assignments]

    @property
    def literals(self) -> list[tuple[str, object, str]]:
        return [(one.use.value, plain(one.value), self.at(one.span)) for one in self.script.literals]

    @property
    def imports(self) -> list[tuple[str, object]]:
        return [(one.kind.value, plain(one.specifier)) for one in self.script.imports]

    @property
    def elements(self) -> list[tuple[str, dict[str, object]]]:
        return [(one.tag, {a.name: plain(a.value) for a in one.attributes}) for one in self.script.elements]

    @property
    def opaque(self) -> list[str]:
        return [self.at(one.span) for one in self.script.opaque]


Read = Callable[..., Reading]


@pytest.fixture
def read() -> Read:
    def reading(source: str, language: str = "javascript") -> Reading:
        return Reading(source, parse_script(Fragment(source), INTEREST, language=language))

    return reading


@pytest.fixture
def value(read: Read) -> Callable[..., object]:
    """Give the value of an expression, with statements around it."""

    def folded(expression: str, around: str = "", language: str = "javascript") -> object:
        found = read(f"fbq({expression});{around}", language).script.calls
        return plain(found[0].arguments[0])

    return folded
