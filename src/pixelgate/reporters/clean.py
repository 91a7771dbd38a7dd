"""Neutralise hostile text: what a scanned file says must not command a terminal, a CI runner or a browser.

Every text that comes from the scanned project (paths, IDs, events, parameters, expressions) passes through here before
it is drawn. The runner's grammar is that of GitHub Actions: ``::command::`` at the start of a line, after white space,
and the legacy ``##[command]`` anywhere in a line.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from pixelgate.reporters.private import covered
from pixelgate.source import HOLE

LIMIT = 240
"""How many characters of one text are drawn for people; a minified bundle can hold a string of megabytes."""

_SUSPECT = re.compile(r"[^\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u0400-\u052f\u3040-\u30ff\u4e00-\u9fff]")
_HOLES = re.compile(f"{HOLE}+")
_COMMAND = re.compile(r"(?m)^((?:\s|\x1b\[[0-9;]*m)*)::")
_LEGACY = re.compile(r"##(?=\[)")
_MARKDOWN = re.compile(r"[\\`*_\[\]{}()#|~!$^=+<>&@:\"']")
_TICKED = re.compile(r"&#96;((?:(?!&#96;).)+)&#96;")
_NONCHARACTERS = {chr(code) for code in range(0xFDD0, 0xFDF0)} | {
    chr(0x10000 * n - m) for n in range(1, 18) for m in (1, 2)
}


def _steers(char: str) -> bool:
    """Tell whether a character may change how its neighbours are shown: controls, bidi, zero-width, private."""
    invisible = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    return invisible or char in _NONCHARACTERS


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii") if _steers(match[0]) else match[0]


def clip(text: str, limit: int = LIMIT) -> str:
    """Shorten a text to ``limit`` characters, the last of them an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def plain(text: str, limit: int = LIMIT) -> str:
    """Return one harmless line: what steers a terminal is escaped, what looks secret covered, a hole becomes ``{}``."""
    head = covered(_HOLES.sub("{}", text[: 4 * limit]))
    return clip(_LEGACY.sub(r"#\\x23", _SUSPECT.sub(_escape, head[: limit + 1])), limit)


def lines(text: str) -> str:
    """Take the power from every line that a CI runner would obey; the last step of whatever goes to a terminal."""
    return _LEGACY.sub(r"#\\x23", _COMMAND.sub(r"\1:\\x3a", text))


def json(text: str) -> str:
    r"""Return the same JSON document with everything that steers a terminal or a runner as ``\u`` escapes."""
    return _LEGACY.sub(r"#\\u0023", _SUSPECT.sub(_json_escape, text))


def _json_escape(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\n" or not _steers(char):
        return char
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))


def data(text: str) -> str:
    """Escape the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def prop(text: str) -> str:
    """Escape a property of a workflow command."""
    return data(text).replace(":", "%3A").replace(",", "%2C")


def html(text: str, limit: int = LIMIT) -> str:
    """Escape for HTML text and quoted attributes."""
    safe = plain(text, limit).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("'", "&#39;")


def markdown(text: str, limit: int = LIMIT) -> str:
    """Escape for GitHub Markdown, its tables and its HTML blocks: no markup, mention, link or emoji comes to life.

    Character references mean the same in all three, and never structure (CommonMark 0.31, 2.5). What stands in back
    ticks is shown as code.
    """
    safe = _MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", plain(text, limit)).replace("www.", "www&#46;")
    return _TICKED.sub(r"<code>\1</code>", safe)


def code(text: str, limit: int = LIMIT) -> str:
    """Return Markdown that shows a text as code. A tag, for a code span cannot hold every text inside a table."""
    return f"<code>{markdown(text, limit)}</code>"


def sarif(text: str, limit: int = LIMIT) -> str:
    """Escape for a SARIF message, where ``[text](1)`` is a link (SARIF 2.1.0, 3.11.6)."""
    return re.sub(r"[\\\[\]]", r"\\\g<0>", plain(text, limit))


def uri(path: str) -> str:
    """Percent-encode a path for SARIF; ``:`` too, lest the first segment reads as a scheme."""
    return quote(path.encode("utf-8", "replace"), safe="/!$&'()*+,;=@~")
