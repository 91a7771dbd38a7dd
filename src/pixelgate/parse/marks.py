"""Where the words stand that tell which searches of a script can find anything: one pass finds them all.

Each search by itself would read the text once more. A word that a search begins with has to be in ``WORDS``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from pixelgate.parse.tags import OPENED

WORDS = (
    # what loads, requests or runs something
    "createElement", "eval", "Function(", "import(", "importScripts", "getScript", "fetch", ".open", "sendBeacon",
    "WebSocket", "WebTransport", "EventSource", "addModule", "url(", "location", "RTCPeerConnection", ".src", "src:",
    "document.write", "insertAdjacentHTML", "<script", "<iframe", ".innerHTML", "atob(", "fromCharCode", ".reverse()",
    "window", "self", "globalThis", "top", "parent", "frames", "defaultView",
    # what names other files
    "import", "export", "require", "Worker", "register", "from", "define(", "System.", "import.meta.glob",
    "require.context", "webpackContext", "paths", "baseUrl", ".load(", ".htm", ".xhtm", "LoadControllersFrom(",
    # what bundlers and obfuscators leave
    "||[]", "|| []", "||\n[]", "TURBOPACK", '["static/chunks/', "does not exist in container",
    "can't infer type of chunk from URL", "self.__next_s", "FEDERATION_ALLOW_NEW_FUNCTION", "Error importing module",
    "Error loading route module", "__reactRouterManifest", "__remixManifest",
    "createScriptHook", "Failed to lookup route: ", ".f.require",
    "systemjs/blob/main/docs/errors.md", "requirejs.org/docs/errors.html",
    "{history:", "path:",
    "shift", "=function(){return ", "= function(){return ", "=function () {", "= function () {", "{%", "{{",
    # what a visitor enters something in
    "<input", "<select", "<textarea", *sorted(OPENED),
    # what runs on a server, and the policies it sends
    "req", "use server", "#!", "Deno.", "defineEventHandler(", "csp", "security", "referrer", "permissions", "src",
    "source", "proxy", "roxy", "target", "upstream",
    "HTMLRewriter", "transformIndexHtml", "astro:config:setup", "render:html",
)  # fmt: skip


class Marks:
    """The places of the words in one text, in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {word.lower(): [] for word in WORDS}
        found = list(self._places.values())
        data = text.encode("ascii", "replace").lower()  # a byte for each character
        for index, start, _ in _automaton().find_matches_as_indexes(data, overlapping=True):
            found[index].append(start)

    def of(self, word: str) -> Sequence[int]:
        """Return where a word stands, written as it is here."""
        return [at for at in self._places[word.lower()] if self._text.startswith(word, at)]

    def folded(self, word: str) -> Sequence[int]:
        """Return where a word stands, in letters of either case."""
        return self._places[word.lower()]


@lru_cache(maxsize=6)
def marks(text: str) -> Marks:
    """Return the marks of a text; the readers of one file ask for those of the same text one after another."""
    return Marks(text)


@cache
def _automaton() -> BytesAhoCorasick:
    words = dict.fromkeys(word.lower().encode() for word in WORDS)
    return BytesAhoCorasick(list(words), implementation=Implementation.DFA)
