"""Renew tests/data/tarteaucitron.tsv from the npm package tarteaucitronjs: python scripts/renew_services.py.

Of each service that the consent manager can switch on: its key, its kind, the settings that a page gives it, and the
hosts that its code names. `tests/unit/vendors/test_services.py` holds the vendor data against it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "tarteaucitronjs"
TARGET = Path(__file__).parents[1] / "tests" / "data" / "tarteaucitron.tsv"

_SERVICE = re.compile(r"(?m)^\s*tarteaucitron\.services(?:\.(\w+)|\[['\"](\w+)['\"]\])\s*=\s*\{")
_ASIDE = re.compile(r"(?m)^\s*//.*$|[\"']?(?:uri|readmoreLink)[\"']?\s*:\s*(?:\"[^\"]*\"|'[^']*')")
_KIND = re.compile(r"[\"']?type[\"']?\s*:\s*[\"'](\w+)")
_SETTING = re.compile(r"tarteaucitron\.user\.(\w+)")
_HOST = re.compile(r"(?://|['\"]\.)([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?![\w.(-])", re.IGNORECASE)


def main(version: str = "latest") -> None:
    """Fetch a version with npm and write the facts."""
    with tempfile.TemporaryDirectory() as folder:
        command = ("npm", "pack", f"{PACKAGE}@{version}", "--silent")
        packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
        with tarfile.open(Path(folder, packed)) as package:
            found = package.extractfile("package/tarteaucitron.services.js")
            if found is None:
                raise SystemExit("the package has no services")
            code = found.read().decode()
    TARGET.write_text("".join(("# key, kind, settings, hosts\n", *services(code))), "utf-8")


def services(code: str) -> Iterator[str]:
    """Yield a line for each service: key, kind, settings and hosts, with tabs between and spaces within."""
    starts = list(_SERVICE.finditer(code))
    for start, end in zip(starts, [*(found.start() for found in starts[1:]), len(code)], strict=True):
        body = _ASIDE.sub("", code[start.start() : end])
        kind = _KIND.search(body)
        settings = sorted(set(_SETTING.findall(body)))
        hosts = sorted({host.lower() for host in _HOST.findall(body)})
        yield "\t".join((start[1] or start[2], kind[1] if kind else "", " ".join(settings), " ".join(hosts))) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:2])
