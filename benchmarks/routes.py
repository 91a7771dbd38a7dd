"""Compare the routes discovered in an application with a list that the application itself or a reader made.

``python -m benchmarks.routes FOLDER TRUTH.tsv``: a line of the list is a path and, behind a tab, ``guard`` where
a login is asked for; ``-`` for the list prints what was discovered in that form. What a group is called does not count.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

from pixelgate import pipeline
from pixelgate.graph.model import Endpoint
from pixelgate.manifest.model import Manifest, Site
from pixelgate.reading import Reader
from pixelgate.tree import DiskTree
from pixelgate.vendors import catalog

_GROUP = re.compile(r":\w+(?:\((?:[^()]|\([^()]*\))*\))?[?*+]?|\{[^{}]*\}\??|\((?:[^()]|\([^()]*\))*\)|\*")
_OPTIONAL = re.compile(r"\{([^{}]*)\}\?")
_SHOWN = 15


def main() -> None:
    """Print recall and precision, and what they lack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("truth")
    parser.add_argument("--framework", default="")
    parser.add_argument("--under", default="", help="only endpoints that are declared below this path")
    options = parser.parse_args()
    found = discovered(options.folder, options.framework, options.under)
    if options.truth == "-":
        print("\n".join(sorted(f"{path}\tguard" if guarded else path for path, guarded in found.items())))
        return
    expected = {shape(line.split("\t")[0]) for line in Path(options.truth).read_text("utf-8").splitlines() if line}
    print(said(expected, set(found)))


def discovered(folder: Path, framework: str, under: str) -> dict[str, bool]:
    """Return the shapes of all routes that code declares, and whether a guard stands before one."""
    reader = Reader(DiskTree(folder, (), ()), catalog.load())
    site = Site(framework=framework)
    facts = pipeline.join(reader, site, pipeline.read(reader))
    graph = pipeline.link(reader, Manifest("pixelgate.toml", site), facts)
    return _shapes(one for one in graph.endpoints if one.location.path.startswith(under))


def _shapes(endpoints: Iterable[Endpoint]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for one in endpoints:
        for pattern in dict.fromkeys((_OPTIONAL.sub("", one.pattern), _OPTIONAL.sub(r"\1", one.pattern))):
            path = shape(pattern)
            found[path] = found.get(path, False) or one.guarded
    return found


def shape(path: str) -> str:
    """Return a path with every group as ``:x``, without a trailing slash."""
    plain = _GROUP.sub(":x", path).replace("\\", "")
    return "/" + plain.strip("/")


def said(expected: set[str], found: set[str]) -> str:
    """Return both rates, and the first of what is missing and of what is too much."""
    both = expected & found
    recall, precision = len(both) / max(1, len(expected)), len(both) / max(1, len(found))
    lines = [f"routes {len(expected)}, discovered {len(found)}: recall {recall:.1%}, precision {precision:.1%}"]
    lines += [f"  missing    {path}" for path in sorted(expected - found)[:_SHOWN]]
    lines += [f"  beside it  {path}" for path in sorted(found - expected)[:_SHOWN]]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
