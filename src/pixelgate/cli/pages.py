"""The rules' pages: package data in a wheel, the ``docs`` folder in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).parent.parent / "docs" / "rules"
_CHECKOUT = Path(__file__).parents[3] / "docs" / "rules"


def page(name: str) -> str:
    """Return a rule's page in Markdown, or nothing when there is none."""
    for folder in (_PACKAGED, _CHECKOUT):
        file = folder / f"{name}.md"
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return ""
