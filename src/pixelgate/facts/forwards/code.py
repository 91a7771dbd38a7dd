"""Rewrites and proxies in program code: tables of Next and Vercel, rules of Nuxt, middleware of Express and Fastify.

Read from the text: whatever builds the table, its lines name the path and the address. What a development server
passes on (``server.proxy`` of Vite) no visitor reaches.
Sources: https://nextjs.org/docs/app/api-reference/config/next-config-js/rewrites, https://nitro.build/guide/routing#route-rules,
https://github.com/chimurai/http-proxy-middleware, https://github.com/fastify/fastify-http-proxy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from pixelgate.facts.forwards.written import Written, below, path, target
from pixelgate.parse.marks import marks
from pixelgate.source import Span

EXTENSIONS = frozenset({".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".json"})
WORDS = ("destination", "dest", "roxy", "upstream")

DEVELOPMENT = re.compile(r"(?:.*/)?setupProxy\.[cm]?[jt]s")
"""What only a development server runs, of which no other name or key tells it."""

HANDLES = "pathname"
"""What code looks at that handles every request and passes some on: workers, middleware, hooks."""

_VALUE = r"(?P<to>(?:`[^`\n]{0,300}`|[^,;}\n`]){1,300})"
_PATH = r"[\"'`](?P<path>/[^\"'`\n]{1,300})[\"'`]"
_PAIR = re.compile(
    rf"(?<![\w.])[\"']?(?:source|src)[\"']?\s*:\s*{_PATH}\s*,[^{{}}]{{0,400}}?"
    rf"(?<![\w.])[\"']?(?:destination|dest)[\"']?\s*:\s*{_VALUE}"
)
_TABLE = re.compile(r"\b(redirects|rewrites|routes)\b[\"']?\s*[:=(]")
_SENDS = re.compile(r"\b(?:permanent|statusCode)\b[\"']?\s*:")
"""Keys of a redirect, which sends the browser elsewhere and passes nothing on."""

_KEYED = re.compile(rf"{_PATH}\s*:\s*\{{[^{{}}]{{0,300}}?\bproxy\s*:\s*(?:\{{\s*to\s*:\s*)?{_VALUE}")
_TARGET = re.compile(rf"(?<![\w.])(?:(?:target|upstream)\s*:|\w*[pP]roxy\w*\((?=\s*[\"'`]https?:))\s*{_VALUE}")
_PROXIES = re.compile(r"[pP]roxy\w*(?:\.\w+)?\(|\bregister\(")
_MOUNTED = re.compile(
    r"(?:pathFilter|prefix)\s*:\s*[\"'`](?P<named>/[^\"'`\n]{1,300})[\"'`]|\(\s*[\"'`](?P<first>/[^\"'`\n]{1,300})[\"'`]\s*,"
)
_KEY = re.compile(r"proxy\s*:")
_BEGINNING = re.compile(r"\w*+\Z")
_BEFORE = 700
"""Characters before its key in which a path stands that is passed on."""

_NEAR = 300
_URL = re.compile(r"[\"'`](https?://[^\"'`\n]{3,300})[\"'`]")
_NAME = re.compile(r"(?:`\$\{\s*([\w$]{1,60})\s*\}([^`\n]*)`|([\w$]{1,60})\s*(?:\+\s*[\"'`]([^\"'`\n]*)[\"'`])?)\s*$")
_CONSTANT = r"\b(?:const|let|var)\s+%s\s*(?::\s*string\s*)?=[^;\n]{0,100}?[\"'`](https?://[^\"'`\n]{3,300})[\"'`]"
_ASKED = re.compile(
    r"(?:pathname\s*(?:(?P<prefix>\.startsWith\()|={2,3}|:)|\bmatcher\s*:(?:\s*\[)?)\s*[\"'`](?P<path>/[^\"'`\n$]{1,300})[\"'`]"
)
_TURNS = re.compile(r"\.host(?:name)?\s*=(?!=)|\brewrite\(")
_SPACES = 60
_HOST = re.compile(r"[\"'`]((?:[\w-]{1,63}\.){1,5}[a-z]{2,20})[\"'`]")


def read(text: str) -> Iterator[Written]:
    """Yield what tables of rewrites and proxies of servers pass on to an address elsewhere."""
    for found in (*_pairs(text), *_keyed(text)):
        yield from _passed(path(found["path"]), found)
    for found in _targets(text):
        before = text[max(0, found.start() - _NEAR) : found.end("to")].rpartition(";")[2]
        if _PROXIES.search(before):
            after = text[found.end() : found.end() + _NEAR].partition(";")[0]
            named = [*_MOUNTED.finditer(before), *(one for one in _MOUNTED.finditer(after) if one["named"])]
            mounted = next((one["named"] or one["first"] for one in reversed(named)), "")
            yield from _passed(below(mounted) if mounted else "", found)


def _pairs(text: str) -> Iterator[re.Match[str]]:
    places = sorted(at for word in ("source", "src") for at in marks(text).of(word))
    quoted = (at - (at > 0 and text[at - 1] in "\"'") for at in places)
    pairs = [found for at in quoted if (found := _PAIR.match(text, at))]
    tables = [(found.start(), found[1]) for found in _TABLE.finditer(text)] if pairs else []
    for found in pairs:
        before = bisect_left(tables, (found.start(), ""))
        table = tables[before - 1][1] if before else ""
        if table != "redirects" and not _sends(found):
            yield found


def _sends(pair: re.Match[str]) -> bool:
    """Tell whether the entry that a pair stands in is a redirect."""
    text = pair.string
    first = text.rfind("{", max(0, pair.start() - _NEAR), pair.start())
    last = text.find("}", pair.end(), pair.end() + _NEAR)
    return _SENDS.search(text, max(0, first), last if last >= 0 else pair.end()) is not None


def _keyed(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for at in marks(text).of("proxy"):
        found = _KEYED.search(text, max(end, at - _BEFORE), at + _NEAR) if _KEY.match(text, at) else None
        if found is not None:
            end = found.end()
            yield found


def _targets(text: str) -> Iterator[re.Match[str]]:
    words = marks(text)
    made = (found.start() for at in words.of("roxy") if (found := _BEGINNING.search(text, max(0, at - _NEAR), at)))
    places = {*words.of("target"), *words.of("upstream"), *made}
    yield from filter(None, (_TARGET.match(text, at) for at in sorted(places)))


def handled(text: str) -> Iterator[Written]:
    """Yield the paths that a server's code asks of each request, and the hosts to which it turns some over."""
    for found in _ASKED.finditer(text):
        yield Written((below if found["prefix"] else path)(found["path"]), "", Span(0, 0))
    if _TURNS.search(text):
        hosts = (one for one in _HOST.finditer(text) if not _listed(one))
        yield from (Written("", f"https://{one[1]}/{{}}", Span(*one.span(1))) for one in hosts)


def _listed(host: re.Match[str]) -> bool:
    """Tell whether a host is one of a list: a policy's or an allowance's, and nobody to turn over to."""
    before = host.string[max(0, host.start() - _SPACES) : host.start()].rstrip()
    after = host.string[host.end() : host.end() + _SPACES].lstrip()
    return before.endswith(("[", ",")) and after.startswith(("]", ","))


def _passed(where: str, found: re.Match[str]) -> Iterator[Written]:
    url = _address(found["to"].strip(), found.string)
    if url:
        start = found.start("to") + len(found["to"]) - len(found["to"].lstrip())
        yield Written(where, target(url), Span(start, start + len(found["to"].strip())))


def _address(expression: str, text: str) -> str:
    """Return the address that an expression gives: written out, or as a constant of the file."""
    if literal := _URL.search(expression):
        return literal[1]
    named = _NAME.match(expression)
    known = _constant(named[1] or named[3], text) if named else ""
    return f"{known}{(named[2] or named[4] or '') if named else ''}" if known else ""


def _constant(name: str, text: str) -> str:
    """Return the address that a name is given last."""
    given = re.findall(_CONSTANT % re.escape(name), text)
    return given[-1] if given else ""
