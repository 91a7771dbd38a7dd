"""Read large bundles with trackers and without: ``python -m benchmarks.bundle [--runs N] [FILE…]``.

The time of a bundle with trackers is set against what tree-sitter needs to parse the same text, that of one without
against ripgrep's search for the literals of the prefilter, ignoring case. Without files, 5 MB of each are put together
from npm packages as they are published, minified; the one with trackers holds two SDKs and the calls of an application.
Of those without, one gives an element an address which only the rest of it can tell, and is parsed; most are not.
Everything runs in one process, by turns, and the least processor time of all runs counts: the machine only ever adds to
it, and others on it do not count. Garbage is collected as the command line has it.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import tree_sitter_javascript
from benchmarks import libraries, synthetic
from tree_sitter import Language, Parser

from pixelgate.cli.run import COLLECT
from pixelgate.facts import extract
from pixelgate.vendors import catalog

SIZE = 5_000_000
WITH, WITHOUT = 1.3, 200
"""How many times tree-sitter's parse a bundle with trackers may take; MB/s at which one without is to be read."""

PARSED = ("echarts/", "tinymce/plugins/preview/")
"""The libraries that do not tell by themselves what an element of theirs loads."""

SDKS = {"mixpanel-browser@2.83.0": ["dist/mixpanel.min.js"], "posthog-js@1.449.2": ["dist/module.js"]}
CALLS = b"""
!function(w,d,s){w.fbq||(n=w.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push(arguments)},
n.queue=[],t=d.createElement(s),t.src="https://connect.facebook.net/en_US/fbevents.js",d.head.appendChild(t));var n,t}
(window,document,"script");fbq("init","1234567890123456");var report=function(e,t){fbq("track",e,t)};
report("Lead",{content_name:document.title});report("Schedule",{value:1});
"""


def main() -> int:
    """Measure and print; the exit code tells whether a bar is missed."""
    options = _options()
    gc.set_threshold(*COLLECT)
    known = catalog.load()
    extract("warm.js", CALLS, known)
    texts = {str(path): path.read_bytes() for path in options.files} or _made()
    with tempfile.TemporaryDirectory() as folder:
        met = [_told(name, text, options.runs, Path(folder)) for name, text in texts.items()]
    return 0 if all(met) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bundle", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="of each; the fastest counts (5)")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="bundles to read instead")
    return parser.parse_args()


def _made() -> dict[str, bytes]:
    """Return a bundle with trackers and one without, by name."""
    real = libraries.available()
    found = libraries.scripts(8 * SIZE) if real else synthetic.scripts(SIZE)
    known, clean, room = catalog.load(), {"": b""}, SIZE
    for name, data in found:
        if (name.endswith(".min.js") or not real) and len(data) <= room and not known.hits(data):
            clean, room = {**clean, name: data}, room - len(data)
    sdks = [data for _, data in libraries.of(SDKS)] if real else []
    plain = (data for name, data in clean.items() if not name.startswith(PARSED))
    return {
        "with trackers": b"\n;".join([*clean.values(), *sdks, CALLS]),
        "without, parsed": b"\n;".join(clean.values()),
        "without": b"\n;".join(plain),
    }


def _told(name: str, data: bytes, runs: int, folder: Path) -> bool:
    known, parser = catalog.load(), Parser(Language(tree_sitter_javascript.language()))
    texts = (data + b"\n//%d" % run for run in range(runs))  # each is new, for what is known of a text is kept a while
    programs: dict[str, Callable[[], object]] = {
        "pixelgate": lambda: extract("bundle.js", next(texts), known),
        "tree-sitter": lambda: parser.parse(data),
        "ripgrep": _search(data, folder),
    }
    times = {one: min(_time(run) for _ in range(runs)) for one, run in programs.items()}
    found = len(extract("bundle.js", data, known).sightings)
    speed = len(data) / 1e6 / times["pixelgate"]
    ratio = times["pixelgate"] / times["tree-sitter"]
    print(f"{name}: {len(data) / 1e6:.1f} MB, {found} sightings")
    print("".join(f"  {one:<12} {seconds:>7.3f} s\n" for one, seconds in times.items()), end="")
    print(
        f"  {ratio:.2f} times tree-sitter, {times['pixelgate'] / times['ripgrep']:.1f} times ripgrep, {speed:.0f} MB/s"
    )
    met = ratio <= WITH if found else speed >= WITHOUT
    bar = f"{WITH} times tree-sitter" if found else f"{WITHOUT} MB/s"
    print(f"  the bar is {bar}: {'met' if met else 'missed'}\n")
    return met


def _search(data: bytes, folder: Path) -> Callable[[], object]:
    words = sorted({word.literal for word in catalog.load()._words()})  # noqa: SLF001 - what the prefilter looks for
    literals, text = folder / "literals", folder / "bundle.js"
    literals.write_bytes(b"".join(word + b"\n" for word in words if len(word) > 2 and b"\n" not in word))  # noqa: PLR2004 - two letters are no word
    text.write_bytes(data)
    command: list[str | Path] = [
        shutil.which("rg") or "rg",
        "--count",
        "--fixed-strings",
        "--ignore-case",
        "--file",
        literals,
        text,
    ]
    return lambda: subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def _time(run: Callable[[], object]) -> float:
    start = _spent()
    run()
    return _spent() - start


def _spent() -> float:
    """Return the seconds of processors that this process and its ended children have taken."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    sys.exit(main())
