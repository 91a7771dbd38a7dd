"""Count the judged findings about patient data: ``python -m benchmarks.judged --write``.

The judgements are in judgements.tsv, a line each. `--write` puts the table into docs/precision.md; without it the table
is printed, and the exit code tells whether the page holds it.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

JUDGEMENTS = Path(__file__).with_name("judgements.tsv")
PAGE = Path(__file__).parents[1] / "docs" / "precision.md"
START, END = "<!-- Made by python -m benchmarks.judged --write -->\n", "<!-- End -->"
CALLS = ("right", "debatable", "partly", "wrong")
HELD_OUT, CODE = "held-out", "code"
_SURE = 0.025
"""What lies outside a 95 % interval, on each side."""


def main() -> int:
    """Print the table, or write it into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judged", description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the table into docs/precision.md")
    given = parser.parse_args()
    made, page = table(rows()), PAGE.read_text()
    new = page[: page.index(START) + len(START)] + made + page[page.index(END) :]
    if given.write:
        PAGE.write_text(new)
    else:
        print(made, end="")
    return int(not given.write and new != page)


def rows() -> list[dict[str, str]]:
    """Read the judgements."""
    with JUDGEMENTS.open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def table(judged: Sequence[dict[str, str]]) -> str:
    """Return a row for each set, one for all that was held out, and that by source and by rule."""
    lines = [
        f"| set | findings | sources | {' | '.join(CALLS)} | wrong, 95 % exact | sources with a wrong one |",
        "|---" * (len(CALLS) + 5) + "|",
        *(_row(name, group) for name, group in _groups(judged)),
    ]
    return "\n".join(lines) + "\n"


def _groups(judged: Sequence[dict[str, str]]) -> Iterator[tuple[str, Sequence[dict[str, str]]]]:
    names = sorted({row["set"] for row in judged}, key=lambda name: (name.startswith(HELD_OUT), name))
    yield from ((name, [row for row in judged if row["set"] == name]) for name in names)
    held = [row for row in judged if row["set"].startswith(HELD_OUT)]
    yield "**all held out**", held
    yield "of these in packages", [row for row in held if row["source"] != CODE]
    yield "in code of repositories", [row for row in held if row["source"] == CODE]
    for rule in sorted({row["rule"] for row in held}):
        yield rule, [row for row in held if row["rule"] == rule]


def _row(name: str, group: Sequence[dict[str, str]]) -> str:
    calls = Counter(row["judgement"] for row in group)
    sources = {row["package"] for row in group}
    bad = {row["package"] for row in group if row["judgement"] == "wrong"}
    cells = (str(len(group)), str(len(sources)), *(str(calls[call]) for call in CALLS))
    return f"| {name} | {' | '.join(cells)} | {_share(calls['wrong'], len(group))} | {_share(len(bad), len(sources))} |"


def _share(count: int, total: int) -> str:
    low, high = interval(count, total)
    return f"{count / total:.1%} ({low:.1%} to {high:.1%})".replace("%", " %")


def interval(count: int, total: int) -> tuple[float, float]:
    """Return the exact interval (Clopper and Pearson) in which the true share lies with 95 %."""
    low = 0.0 if count == 0 else _root(lambda share: 1 - _below(count - 1, total, share) - _SURE)
    high = 1.0 if count == total else _root(lambda share: _SURE - _below(count, total, share))
    return low, high


def _below(count: int, total: int, share: float) -> float:
    return math.fsum(math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(count + 1))


def _root(rising: Callable[[float], float]) -> float:
    """Return where a function that rises between 0 and 1 is zero."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return low


if __name__ == "__main__":
    sys.exit(main())
