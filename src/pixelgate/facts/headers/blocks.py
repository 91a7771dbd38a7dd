"""Configurations of words and nested braces (nginx, Caddy), as a tree."""

from __future__ import annotations

import re

import msgspec

from pixelgate.source import Span

_TOKEN = re.compile(
    r"""(?P<space>[^\S\n]+|\\\n)|(?P<comment>#[^\n]*)|(?P<line>\n)|(?P<sign>[{};])"""
    r"""|(?P<word>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|(?:[^\s{};"'`]|(?<=[^\s{};])["']|\{[\w.$%-]+\})+)|(?P<other>.)""",
    re.DOTALL,
)
DEPTH = 100
"""How deep blocks may nest; what lies deeper counts as part of the block around it."""


class Word(msgspec.Struct, frozen=True):
    """A word without its quotes, and its place with them."""

    text: str
    span: Span


class Block(msgspec.Struct):
    """A directive: its words, and what stands between its braces if it has any."""

    words: tuple[Word, ...]
    inner: list[Block]

    @property
    def name(self) -> str:
        return self.words[0].text if self.words else ""


def read_blocks(text: str, *, lines: bool) -> Block:
    """Return the tree of a text; with ``lines`` a directive ends with its line, else with ``;``."""
    root = Block((), [])
    around = [root]
    words: list[Word] = []
    for token in _TOKEN.finditer(text):
        if token["word"]:
            words.append(Word(_plain(token["word"]), Span(*token.span())))
        elif token["sign"] == "{":
            block = Block(tuple(words), [])
            around[-1].inner.append(block)
            around += [block] if len(around) < DEPTH else []
            words = []
        elif token["sign"] or (lines and token["line"]):
            around[-1].inner += [Block(tuple(words), [])] if words else []
            words = []
            if token["sign"] == "}" and len(around) > 1:
                around.pop()
    around[-1].inner += [Block(tuple(words), [])] if words else []
    return root


def _plain(word: str) -> str:
    if len(word) < 2 or word[0] not in "\"'`" or word[-1] != word[0]:  # noqa: PLR2004 - two quotes
        return word
    return word[1:-1] if word[0] == "`" else re.sub(r"\\([\"'\\])", r"\1", word[1:-1])
