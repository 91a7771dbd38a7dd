"""Minified scripts made up, for machines that cannot fetch real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator

FORMS = (
    "function {a}({b},{c}){{return {b}&&{b}.{p}?{b}.{p}({c}):{n}}}",
    "var {a}=function({b}){{for(var {c}=0;{c}<{b}.length;{c}++)if({b}[{c}].{p}==={n})return {c};return-1}};",
    '{a}.prototype.{p}=function({b},{c}){{this.{q}={b}||{{{p}:{n},{q}:"{q}"}};return this.{p}({c})}};',
    'const {a}={b}=>{b}.map(({{{p}:{c}}})=>`${{{c}}} {q}`).filter(Boolean).join("{p}");',
    "class {a} extends {b}{{constructor({c}){{super({c}),this.{p}={c}.{q}??{n}}}get {q}(){{return this.{p}}}}}",
)
PROPERTIES = "length value name index node parent child state props key type data range offset width height".split()  # noqa: SIM905 - a text is shorter than a list


def scripts(size: int, each: int = 500_000, seed: int = 2026) -> Iterator[tuple[str, bytes]]:
    """Yield scripts of ``each`` bytes until there are ``size``."""
    dice = random.Random(seed)  # noqa: S311 - the same scripts every time is the point
    for number in range(-(-size // each)):
        lines, length = [], 0
        while length < each:
            lines.append(_statement(dice))
            length += len(lines[-1])
        yield f"made/bundle{number:03}.min.js", "".join(lines).encode()


def _statement(dice: random.Random) -> str:
    a, b, c = (f"{dice.choice('abcdehijklmnoprtuvwxyz')}{dice.choice('BCDEHIJKLMNPRTUVWXYZ')}" for _ in range(3))
    p, q = dice.choices(PROPERTIES, k=2)
    return dice.choice(FORMS).format(a=a, b=b, c=c, p=p, q=q, n=dice.randrange(1000))
