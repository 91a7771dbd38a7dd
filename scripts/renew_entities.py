"""Renew src/pixelgate/vendors/entities.tsv from the npm package third-party-web: python scripts/renew_entities.py."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "third-party-web"
TARGET = Path(__file__).parents[1] / "src" / "pixelgate" / "vendors" / "entities.tsv"


def main(version: str = "latest") -> None:
    """Fetch a version with npm and write the data."""
    with tempfile.TemporaryDirectory() as folder:
        archive = _npm("pack", f"{PACKAGE}@{version}", "--silent", folder=folder)
        with tarfile.open(Path(folder, archive)) as package:
            entities = json.load(_member(package, "package/dist/entities.json"))
            number = json.load(_member(package, "package/package.json"))["version"]
        date = json.loads(_npm("view", f"{PACKAGE}@{number}", "time", "--json", folder=folder))[number][:10]
    TARGET.write_text(pack(entities, f"{PACKAGE} {number}, {date}, MIT, Copyright (c) 2019 Patrick Hulce"), "utf-8")


def pack(entities: list[dict[str, Any]], about: str) -> str:
    """Return the data as text: a comment, then name, category, homepage and hosts of each entity that has hosts."""
    lines = sorted(
        "\t".join((_name(entity["name"]), entity["category"], entity.get("homepage", ""), _hosts(entity["domains"])))
        for entity in entities
        if entity["domains"]
    )
    return "\n".join((f"# {about}", *lines, ""))


def _name(name: str) -> str:
    """Return a name with UTF-8 that was read as Latin-1 put right."""
    try:
        return " ".join(name.encode("latin-1").decode("utf-8").split())
    except UnicodeError:
        return " ".join(name.split())


def _hosts(domains: list[str]) -> str:
    return " ".join(sorted({domain.lower().removeprefix("*.") for domain in domains}))


def _member(package: tarfile.TarFile, name: str) -> Any:
    found = package.extractfile(name)
    if found is None:
        raise SystemExit(f"{name} is not in the package")
    return found


def _npm(*arguments: str, folder: str) -> str:
    return subprocess.run(("npm", *arguments), cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main(*sys.argv[1:2])
