"""Count the files whose words are hidden: ``python -m benchmarks.hidden FOLDER…``.

A file without any vendor's word is not parsed for trackers, unless one stands in what its code says once escapes and
encodings are undone. Clean code should not be sent to the parser for that.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pixelgate.parse import dialect_of, parse
from pixelgate.parse.document import Interest
from pixelgate.vendors import catalog


def main(folders: list[str]) -> int:
    known = catalog.load()
    files = size = hidden = 0
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file()):
        if dialect_of(path.name) is None or "node_modules" in path.parts or known.hits(data := path.read_bytes()):
            continue
        _, document = parse(path.name, data, Interest())
        files, size = files + 1, size + len(data)
        texts = [text for script in document.scripts for text in script.hidden]
        if any(known.hits(text.encode(errors="replace")) for text in texts):
            hidden += 1
            print(path)
    print(f"{hidden} of {files:,} files without a vendor's word ({size / 1e6:.0f} MB) hide one")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
