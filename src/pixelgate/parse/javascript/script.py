"""The whole reading of one piece of code, evidence first: words found in the text, then asked of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pixelgate.parse.document import Interest, Script, State
from pixelgate.parse.javascript import calls
from pixelgate.parse.javascript.code import Code
from pixelgate.parse.javascript.imports import imports_at, worker_at
from pixelgate.parse.javascript.seeds import Seeds
from pixelgate.parse.javascript.text import to_ascii
from pixelgate.parse.javascript.trace import Tracer
from pixelgate.parse.javascript.words import find_names, find_texts
from pixelgate.parse.values import constant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pixelgate.parse.values import Hole, Unknown
    from pixelgate.source import Fragment

_IMPORTS = frozenset({"import", "export", "require", "importScripts", "define", "register", "System"})
_WORKERS = frozenset({"Worker", "SharedWorker", "URL", "register"})
_SHAPES = _IMPORTS | _WORKERS


def parse_script(
    fragment: Fragment,
    interest: Interest,
    *,
    language: str = "javascript",
    holes: Sequence[Hole | Unknown] = (),
    state: State = State.ACTIVE,
) -> Script:
    """Return what was asked for in a piece of JavaScript, TypeScript or JSX.

    ``language`` is ``javascript`` (JSX included), ``typescript`` or ``tsx``. ``holes`` are the places of the file that
    a template fills; in ``fragment`` they are written as runs of ``source.HOLE``. Broken code is read as far as it goes.
    """
    span = fragment.span(0, len(fragment.text))
    data = to_ascii(fragment.text)
    names = find_names(data, interest.names | _SHAPES)
    texts = find_texts(data, interest.texts)
    if not names and not texts:
        return Script(span, state=state)
    code = Code(fragment, interest, language, holes)
    tracer = Tracer(code)
    seeds = Seeds(code, tracer)
    imports = []
    for hit in names:
        if hit.word in interest.names:
            seeds.name(hit)
        if hit.word in _IMPORTS:
            step = code.tree.at(hit.start, hit.end)
            found = list(imports_at(code, step, hit.word, state))
            imports += found
            if any(constant(one.specifier) in interest.modules for one in found):
                seeds.module(step)
        if hit.word in _WORKERS:
            imports += worker_at(code, code.tree.at(hit.start, hit.end), state)
    tracer.run()
    return Script(
        span,
        calls=tuple(sorted((calls.call(code, found, state) for found in tracer.calls), key=lambda c: c.span)),
        assignments=tuple(calls.assignment(code, found, state) for found in tracer.writes),
        imports=tuple(imports),
        declared=tuple(sorted(seeds.declared)),
        state=state,
    )
