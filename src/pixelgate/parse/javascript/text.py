"""Text as tree-sitter needs it, and string escapes undone with the way back to the file."""

from __future__ import annotations

import re

import msgspec

from pixelgate.parse.attributes import substitute
from pixelgate.source import Fragment, Span

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]")
_LINE_ENDS = ("\u2028", "\u2029")
_FOREIGN = re.compile("[^\x00-\x7f]")
_ESCAPE = re.compile(
    r"\\(?:u\{(?P<braced>[0-9a-fA-F]{1,8})\}|u(?P<four>[0-9a-fA-F]{4})|x(?P<two>[0-9a-fA-F]{2})"
    r"|(?P<octal>[0-3][0-7]{0,2}|[4-7][0-7]?)|(?P<line>\r\n|[\n\r\u2028\u2029])|(?P<one>[\s\S]))"
)
_LETTER = "2[4dDeEfF]|3[0-9aA]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]"
_SPELLED = re.compile(
    rf"\\(?:\\|u00(?P<four>{_LETTER})|u\{{0{{0,6}}(?P<braced>{_LETTER})\}}|x(?P<two>{_LETTER})"
    r"|(?P<octal>0(?:44|5[5-7]|6[0-7]|7[0-2])|1(?:0[1-7]|[1256][0-7]|3[0-27]|4[1-7]|7[0-2])"
    r"|(?:44|5[5-7]|6[0-7]|7[0-2])(?![0-7])))"
)
"""An escape of what stands in names and addresses; an escaped backslash is matched so that nothing begins with it."""

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_LONGEST = 400_000
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
LAST_CODE_POINT = 0x10FFFF


def to_ascii(text: str) -> bytes:
    """Return a text of the same length in ASCII, so that byte offsets are code-point offsets.

    Foreign spaces become a space, every other foreign character an identifier character: what a string says is read
    from the original text.
    """
    if not text.isascii():
        text = _FOREIGN.sub("_", _SPACES.sub(" ", text))
    return text.encode("ascii").replace(b"\0", b" ")


def spelled_out(fragment: Fragment) -> Fragment:
    r"""Write letters, digits and the signs of addresses as themselves (``\u0066bq`` is ``fbq``, in names and strings).

    Nobody writes them as escapes who does not hide them, so they are undone before anything is looked for. A slash
    stays escaped: within a regular expression it would end it.
    """
    if "\\" not in fragment.text:
        return fragment
    return substitute(fragment, _SPELLED, _letter)


def _letter(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind is None:
        return match[0]
    letter = chr(int(match[kind], 8 if kind == "octal" else 16))
    return "\\/" if letter == "/" else letter


def with_line_ends(fragment: Fragment) -> list[Fragment]:
    """Return code that has U+2028 or U+2029 with line breaks in their place: they end a comment, but not a string.

    Which of both one is only a tree can tell, so code is read with and without; where no comment stands, only without.
    """
    text = fragment.text
    if (
        text.isascii()
        or not any(end in text for end in _LINE_ENDS)
        or not any(mark in text for mark in ("//", "<!--", "-->"))
    ):
        return []
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return [msgspec.structs.replace(fragment, text=text)]


def unescape(fragment: Fragment) -> Fragment:
    """Undo the escapes of the inside of a JavaScript string; every character keeps its place in the file."""
    return substitute(fragment, _ESCAPE, _meaning) if "\\" in fragment.text else fragment


def unescaped(text: str) -> str:
    """Undo the escapes of the inside of a JavaScript string whose places do not matter."""
    return _ESCAPE.sub(_meaning, text) if "\\" in text else text


def _meaning(match: re.Match[str]) -> str:
    kind = match.lastgroup
    said = match.group(kind) if kind else ""
    if kind == "line":
        return ""
    if kind == "one":
        return "\0" if said == "0" else _SINGLE.get(said, said)
    code = int(said, 8 if kind == "octal" else 16)
    return chr(code) if code <= LAST_CODE_POINT else "\ufffd"


def join(fragments: list[Fragment]) -> Fragment:
    """Return one fragment that reads as these do one after another."""
    if len(fragments) == 1:
        return fragments[0]
    text = "".join(part.text for part in fragments)
    places: list[int] = []
    end = 0
    for part in fragments:
        length = len(part.text)
        if part.offsets is None:
            places.extend(range(part.base, part.base + length))
            end = part.base + length
        else:
            places.extend(part.offsets[:length])
            end = part.offsets[-1]
    return Fragment(text, 0, (*places, end))


def placed(text: str, span: Span) -> Fragment:
    """Return computed text of which every character stands for a whole span of the file."""
    return Fragment(text, 0, (*([span.start] * len(text)), span.end))


def expression_end(text: str, start: int, *, stops: str = ",;") -> int:
    """Return where an expression ends: at a comma, semicolon or closing bracket that is not its own.

    Without ``stops`` it is where a block ends that begins before ``start``.
    """
    depth, at, last = 0, start, min(len(text), start + _LONGEST)
    while at < last:
        sign = text[at]
        if sign in "\"'`":
            at = _after_string(text, at, last)
            continue
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING or (depth == 0 and sign in stops):
            depth -= 1
            if depth < 0:
                break
        at += 1
    return at


def _after_string(text: str, start: int, last: int) -> int:
    at = start + 1
    while at < last and text[at] != text[start]:
        at += 2 if text[at] == "\\" else 1
    return at + 1
