"""Read one file of growing size: ``python -m benchmarks.size [MB…]``.

Clean minified code and clean markup, both put together from those of the portal, and the same code with a tracker in
front of it. Seconds of the processor in one process; what a megabyte takes must not grow with the size.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence

from benchmarks import libraries, synthetic, tree

from pixelgate.facts import extract
from pixelgate.vendors import catalog

BAR = 1.5
"""How many times as long a megabyte of the largest file may take as one of the smallest."""

SMALL = 600_000
"""Bytes of the largest library of which the code is put together."""

CALLS = b"""
fbq("init","1234567890123456");var report=function(e,t){fbq("track",e,t)};report("Lead",{content_name:document.title});
"""
_DIRECTIVE = re.compile(r"\{[{%].*?[}%]\}")


def measured(megabytes: Sequence[int]) -> int:
    """Measure and print; tell whether the bar is missed."""
    known = catalog.load()
    extract("warm.js", CALLS, known)
    print(f"{'one file':<26} " + " ".join(f"{size:>6} MB" for size in megabytes))
    met = []
    for name, (path, head, text) in _kinds().items():
        each = []
        for size in megabytes:
            data = head + text * (size * 1_000_000 // len(text) + 1)
            start = time.process_time()
            extract(path, data[: size * 1_000_000], known)
            each.append(time.process_time() - start)
        print(f"{name:<26} " + " ".join(f"{seconds:>7.2f} s" for seconds in each), flush=True)
        per = [seconds / size for seconds, size in zip(each, megabytes, strict=True)]
        met.append(per[-1] <= BAR * per[0])
    print(f"a megabyte takes at most {BAR} times as long in the largest file: {'met' if all(met) else 'missed'}\n")
    return int(not all(met))


def _kinds() -> dict[str, tuple[str, bytes, bytes]]:
    """Return what the files are: their path, what stands at their beginning, and what is repeated."""
    known = catalog.load()
    found = libraries.scripts(20_000_000) if libraries.available() else synthetic.scripts(2_000_000)
    small = [data for name, data in found if name.endswith(".min.js") and len(data) <= SMALL and not known.hits(data)]
    code = b";\n".join(small)
    markup = "".join(_DIRECTIVE.sub("x", text) for name, text in tree.templates() if "page" in name).encode()
    return {
        "clean minified code": ("a.min.js", b"", code),
        "clean markup": ("a.html", b"", markup),
        "code with a tracker": ("b.min.js", CALLS, code),
    }


if __name__ == "__main__":
    sys.exit(measured([int(size) for size in sys.argv[1:]] or [1, 10, 50]))
