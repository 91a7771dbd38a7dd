"""Read every script of the npm package test262-parser-tests, unpacked in a folder, and count what is not read.

python scripts/read_test262.py FOLDER
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from pixelgate import facts
from pixelgate.vendors import catalog as vendor_data


def main() -> None:
    """Print one line for each kind of script."""
    for kind in ("pass", "pass-explicit", "early", "fail"):
        counts = Counter[str]()
        for path in sorted((Path(sys.argv[1]) / kind).glob("*.js")):
            found = facts.extract(path.name, path.read_bytes(), vendor_data.load(), thorough=True)
            counts.update([problem.message for problem in found.problems] or ["read"])
        print(kind, dict(counts))


if __name__ == "__main__":
    main()
