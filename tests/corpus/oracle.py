"""Print what the corpus shows: ``python -m tests.corpus.oracle [FOLDER]``.

One line for each piece of evidence that only the second reading has, tab separated as in disagreements.tsv, then how
much both readings saw.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.corpus.examine import ROOT, examine_all
from tests.corpus.known import row


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    files = seen = only = unread = 0
    for examined in examine_all(root):
        files += 1
        seen += examined.seen
        unread += examined.unread
        only += len(examined.only)
        for item in examined.only:
            print(*row(examined.package, item), sep="\t", flush=True)
        for trouble in (*([examined.crash] if examined.crash else ()), *examined.outside, *examined.strange):
            print(examined.package, examined.path, trouble, file=sys.stderr, flush=True)
    print(
        f"{root}: {files:,} files; the second reading has {seen:,} pieces of evidence, {only:,} alone;", file=sys.stderr
    )
    print(f"{unread:,} files and pieces of code were read once", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
