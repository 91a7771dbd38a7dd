"""Ruby, Java, C#, settings of servers: snippets that they keep in strings and write into pages. Never run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import msgspec

from pixelgate.parse.component.written import parse_texts
from pixelgate.parse.document import Interest
from pixelgate.parse.html import Parsed
from pixelgate.parse.strings import Joiner
from pixelgate.source import HOLE, Fragment

_LONGEST = 1_000_000
_NAMES = {"n": "\n", "t": "\t", "r": " ", "s": " ", "\n": ""}
_ESCAPE = r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)"
_JOINED = re.compile(
    r"[\s+.&\\]*[$@]*|[)\s;]*\.?(?:[A-Za-z_]\w*\.)*(?:append|print|write|concat|safe_concat)\w*\s*\(\s*[$@]*"
    r"|[)\s;]*(?:[A-Za-z_]\w*\s*(?:\+=|<<)|<<)\s*[$@]*",
    re.IGNORECASE,
)
"""What stands between two strings that are one: an operator, the call that writes the next, or nothing."""

_GOES_ON = re.compile(r"[+\\(][ \t]*\Z")
"""How a line ends that the next one continues."""

_BETWEEN = 200
"""How far apart, in characters, strings of one statement stand."""


class _Language(msgspec.Struct, frozen=True):
    """How the strings of a language are written: ``token`` has a group for each kind of string, ``end`` and ``skip``.

    ``escapes``: by the name of a group, what in it is not said literally.
    """

    token: re.Pattern[str]
    escapes: dict[str, re.Pattern[str]]


_RUBY = _Language(
    re.compile(
        r"<<(?P<dash>[~-]?)(?P<quote>['\"`]?)(?P<label>[A-Z_]\w*)(?P=quote)(?P<rest>[^\n]*)\n"
        r"(?P<here>(?:(?![ \t]*(?P=label)\b)[^\n]*+\n)*+)"
        r"|\"(?P<double>(?:[^\"\\]|\\.)*+)(?:\"|\\?\Z)|'(?P<single>(?:[^'\\]|\\.)*+)(?:'|\\?\Z)"
        r"|%[qQ]?\((?P<round>(?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*+\))*+)\)|%[qQ]?\{(?P<curly>(?:[^{}\\]|\\.|\{[^{}]*\})*+)\}"
        r"|%[qQ]?\[(?P<square>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+)\]|%[qQ]?\|(?P<bar>[^|]*+)\|"
        r"|(?P<skip>(?<![\w$\"'])#(?!\{)[^\n]*)|(?P<end>[;\n])",
        re.DOTALL,
    ),
    dict.fromkeys(
        ("here", "double", "round", "curly", "square", "bar"), re.compile(rf"#\{{[^{{}}\n]*\}}|{_ESCAPE}", re.DOTALL)
    )
    | {"single": re.compile(r"\\['\\]")},
)
_COMMENTS = (
    r"(?P<skip>//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/|\\?\Z)|'(?:[^'\\\n]|\\.)'|^[ \t]*@(?!\")[^\n\"]*$)|(?P<end>[;{}])"
)
_JAVA = _Language(
    re.compile(
        rf"\"\"\"(?P<block>(?:[^\"\\]|\\.|\"(?!\"\"))*+)\"\"\"|\"(?P<double>(?:[^\"\\\n]|\\.)*+)(?:\"|(?=\n)|\\?\Z)|{_COMMENTS}",
        re.DOTALL | re.MULTILINE,
    ),
    dict.fromkeys(("block", "double"), re.compile(rf"{_ESCAPE}|%(?:\d+\$)?[sd]", re.DOTALL)),
)
_CSHARP = _Language(
    re.compile(
        r"\${0,3}\"\"\"+(?P<block>(?:[^\"]|\"(?!\"\"))*+)\"\"\"+|\$\"(?P<filled>(?:[^\"\\\n]|\\.)*+)(?:\"|(?=\n)|\\?\Z)"
        rf"|\$?@\$?\"(?P<verbatim>(?:[^\"]|\"\")*+)(?:\"|\\?\Z)|\"(?P<double>(?:[^\"\\\n]|\\.)*+)(?:\"|(?=\n)|\\?\Z)|{_COMMENTS}",
        re.DOTALL | re.MULTILINE,
    ),
    {
        "block": re.compile(r"\{[\w.]+\}"),
        "filled": re.compile(rf"{_ESCAPE}|\{{\{{|\}}\}}|\{{[^{{}}\n]*\}}", re.DOTALL),
        "verbatim": re.compile(r"\"\"|\{[\w.]+\}"),
        "double": re.compile(rf"{_ESCAPE}|\{{\d+\}}", re.DOTALL),
    },
)


_CONF = _Language(
    re.compile(
        r"\"(?P<double>(?:[^\"\\]|\\.)*+)(?:\"|\\?\Z)|'(?P<single>(?:[^'\\]|\\.)*+)(?:'|\\?\Z)"
        r"|(?P<skip>(?m:^[ \t]*#[^\n]*))|(?P<end>[;\n])",
        re.DOTALL,
    ),
    dict.fromkeys(("double", "single"), re.compile(rf"{_ESCAPE}|\$\w+", re.DOTALL)),
)


def _parse(language: _Language, code: Fragment, interest: Interest) -> Parsed:
    return parse_texts(_texts(language, code), code, interest)


PARSERS: dict[str, Callable[[Fragment, Interest], Parsed]] = {
    "ruby": partial(_parse, _RUBY),
    "java": partial(_parse, _JAVA),
    "csharp": partial(_parse, _CSHARP),
    "conf": partial(_parse, _CONF),
}
"""What reads the strings of each language."""


def _texts(language: _Language, code: Fragment) -> Iterator[Fragment]:
    """Yield the strings of each statement, joined, and of statements that write one after the other.

    The strings of different arguments are different texts.
    """
    joiner = Joiner(lambda _: True)
    at, ended = 0, False
    for token in language.token.finditer(code.text, 0, _LONGEST):
        group = next((name for name in language.escapes if token[name] is not None), "")
        if not group:
            ended = ended or (token["end"] is not None and not _goes_on(code.text, at, token.start()))
            continue
        between = code.text[at : token.start()][: _BETWEEN + 1]
        if not (_JOINED.fullmatch(between) and len(between) <= _BETWEEN):
            if ended or "," in between or len(between) > _BETWEEN:
                yield from _taken(joiner)
            joiner.hole()
        joiner.add(code.slice(*token.span(group)), language.escapes[group], _decoded)
        at, ended = token.end(), False
    yield from _taken(joiner)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether a line is continued, by how it ends behind the last string."""
    return _GOES_ON.search(text, max(start, end - _BETWEEN), end) is not None


def _taken(joiner: Joiner) -> Iterator[Fragment]:
    text = joiner.take()
    if text:
        yield text


def _decoded(escape: str) -> str:
    if escape in {"{{", "}}", '""'}:
        return escape[0]
    if escape[0] != "\\":
        return HOLE
    if escape[1] in "ux" and len(escape) > len("\\u"):
        return chr(int(f"0x{escape[2:]}", base=0))
    return _NAMES.get(escape[1], escape[1])
