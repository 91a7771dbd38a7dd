"""The disagreements that are accepted, each with its reason: disagreements.tsv."""

from __future__ import annotations

import csv
from pathlib import Path

from pixelgate.second import Evidence

Row = tuple[str, str, int, str, str]
"""Package, path, line, subject, text."""


def row(package: str, item: Evidence) -> Row:
    """Return how a disagreement is written down."""
    return package, item.path, item.line, item.subject, " ".join(item.text.split())


def accepted() -> set[Row]:
    """Return the accepted disagreements."""
    with Path(__file__).with_name("disagreements.tsv").open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            (r["package"], r["path"], int(r["line"]), r["subject"], r["text"]) for r in table if r["reason"].strip()
        }
