"""Make docs/vendors from the vendor files: python scripts/vendor_pages.py --write.

`--check` only compares, and fails when a page is not what the data says.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pixelgate.reporters import vendors
from pixelgate.vendors import catalog
from pixelgate.vendors.cloaks import about as cloaks
from pixelgate.vendors.entities import about as entities
from pixelgate.vendors.model import Vendor

FOLDER = Path(__file__).parents[1] / "docs" / "vendors"


def pages() -> dict[str, str]:
    """Return the text of every page by its name."""
    known = catalog.load().vendors
    return {"README.md": _index(known), **{f"{slug}.md": vendors.page(vendor) for slug, vendor in known.items()}}


def _index(known: dict[str, Vendor]) -> str:
    rows = (f"| [{v.name}]({v.slug}.md) | {' | '.join(vendors.cells(v)[2:])} |" for v in known.values())
    return "\n".join(
        (
            "# Vendors",
            "",
            f"The {len(known)} trackers that pixelgate describes: what each collects by itself, what stops it, and how",
            "it looks in code. `pixelgate vendors NAME` shows the same. Other third parties are named by the hosts of",
            f"{entities()}; hosts below a site's own domain by {cloaks()}.",
            "",
            "| vendor | company | kind | BAA |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
        )
    )


def main(mode: str) -> int:
    """Write the pages, or tell by the exit code whether they are as they must be."""
    wanted = pages()
    found = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    if mode != "--write":
        stale = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
        if stale:
            print(f"docs/vendors: {', '.join(stale)} differ from the data; run: python scripts/vendor_pages.py --write")
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in found.keys() - wanted.keys():
        (FOLDER / name).unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main("".join(sys.argv[1:2])))
