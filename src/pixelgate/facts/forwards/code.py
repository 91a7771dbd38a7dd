"""Rewrites and proxies in program code: tables of Next and Vercel, rules of Nuxt, middleware of Express and Fastify.

Read from the text: whatever builds the table, its lines name the path and the address. What a development server
passes on (``server.proxy`` of Vite) no visitor reaches.
Sources: https://nextjs.org/docs/app/api-reference/config/next-config-js/rewrites, https://nitro.build/guide/routing#route-rules,
https://github.com/chimurai/http-proxy-middleware, https://github.com/fastify/fastify-http-proxy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pixelgate.facts.forwards.written import Written, below, path, target
from pixelgate.source import Span

EXTENSIONS = frozenset({".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".json"})
WORDS = ("destination", "dest", "roxy", "upstream")

HANDLES = "pathname"
"""What code looks at that handles every request and passes some on: workers, middleware, hooks."""

_VALUE = r"(?P<to>(?:`[^`\n]{0,300}`|[^,;}\n`]){1,300})"
_PATH = r"[\"'`](?P<path>/[^\"'`\n]{1,300})[\"'`]"
_PAIR = re.compile(
    rf"(?<![\w.])[\"']?(?:source|src)[\"']?\s*:\s*{_PATH}\s*,[^{{}}]{{0,400}}?"
    rf"(?<![\w.])[\"']?(?:destination|dest)[\"']?\s*:\s*{_VALUE}"
)
_KEYED = re.compile(rf"{_PATH}\s*:\s*\{{[^{{}}]{{0,300}}?\bproxy\s*:\s*(?:\{{\s*to\s*:\s*)?{_VALUE}")
_TARGET = re.compile(rf"(?<![\w.])(?:(?:target|upstream)\s*:|\w*[pP]roxy\w*\((?=\s*[\"'`]https?:))\s*{_VALUE}")
_PROXIES = re.compile(r"[pP]roxy\w*(?:\.\w+)?\(|\bregister\(")
_MOUNTED = re.compile(
    r"(?:pathFilter|prefix)\s*:\s*[\"'`](?P<named>/[^\"'`\n]{1,300})[\"'`]|\(\s*[\"'`](?P<first>/[^\"'`\n]{1,300})[\"'`]\s*,"
)
_NEAR = 300
_URL = re.compile(r"[\"'`](https?://[^\"'`\n]{3,300})[\"'`]")
_NAME = re.compile(r"(?:`\$\{\s*([\w$]{1,60})\s*\}([^`\n]*)`|([\w$]{1,60})\s*(?:\+\s*[\"'`]([^\"'`\n]*)[\"'`])?)\s*$")
_CONSTANT = re.compile(
    r"\b(?:const|let|var)\s+([\w$]{1,60})\s*(?::\s*string\s*)?=[^;\n]{0,100}?[\"'`](https?://[^\"'`\n]{3,300})[\"'`]"
)
_ASKED = re.compile(
    r"(?:pathname\s*(?:(?P<prefix>\.startsWith\()|={2,3}|:)|\bmatcher\s*:\s*\[?)\s*[\"'`](?P<path>/[^\"'`\n$]{1,300})[\"'`]"
)
_TURNS = re.compile(r"\.host(?:name)?\s*=(?!=)|\brewrite\(")
_HOST = re.compile(r"[\"'`]((?:[\w-]{1,63}\.){1,5}[a-z]{2,20})[\"'`]")


def read(text: str) -> Iterator[Written]:
    """Yield what tables of rewrites and proxies of servers pass on to an address elsewhere."""
    constants = {found[1]: found[2] for found in _CONSTANT.finditer(text)}
    for pattern in (_PAIR, _KEYED):
        for found in pattern.finditer(text):
            yield from _passed(path(found["path"]), found, constants)
    for found in _TARGET.finditer(text):
        before = text[max(0, found.start() - _NEAR) : found.end("to")].rpartition(";")[2]
        if _PROXIES.search(before):
            after = text[found.end() : found.end() + _NEAR].partition(";")[0]
            named = [*_MOUNTED.finditer(before), *(one for one in _MOUNTED.finditer(after) if one["named"])]
            mounted = next((one["named"] or one["first"] for one in reversed(named)), "")
            yield from _passed(below(mounted) if mounted else "", found, constants)


def handled(text: str) -> Iterator[Written]:
    """Yield the paths that a server's code asks of each request, and the hosts to which it turns some over."""
    for found in _ASKED.finditer(text):
        yield Written((below if found["prefix"] else path)(found["path"]), "", Span(0, 0))
    if _TURNS.search(text):
        yield from (Written("", f"https://{one[1]}/{{}}", Span(*one.span(1))) for one in _HOST.finditer(text))


def _passed(where: str, found: re.Match[str], constants: Mapping[str, str]) -> Iterator[Written]:
    url = _address(found["to"].strip(), constants)
    if url:
        start = found.start("to") + len(found["to"]) - len(found["to"].lstrip())
        yield Written(where, target(url), Span(start, start + len(found["to"].strip())))


def _address(expression: str, constants: Mapping[str, str]) -> str:
    """Return the address that an expression gives: written out, or as a constant of the file."""
    if literal := _URL.search(expression):
        return literal[1]
    named = _NAME.match(expression)
    known = constants.get(named[1] or named[3], "") if named else ""
    return f"{known}{(named[2] or named[4] or '') if named else ''}" if known else ""
