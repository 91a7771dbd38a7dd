"""Renew src/pixelgate/vendors/cloaks.tsv from AdGuard's list of CNAME-cloaked trackers.

    python scripts/renew_cname_hosts.py             # as the npm package @adguard/dnr-rulesets carries it
    python scripts/renew_cname_hosts.py FILE …      # lists that were downloaded from AdguardTeam/cname-trackers

Only what stands below a line `! Company name: …` is taken: the files of AdguardTeam/cname-trackers (MIT) begin so, also
where another list includes them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pixelgate.vendors.domains import registrable

PACKAGE = "@adguard/dnr-rulesets"
TRACKING = "package/dist/filters/declarative/ruleset_3/ruleset_3.json"
TARGET = Path(__file__).parents[1] / "src" / "pixelgate" / "vendors" / "cloaks.tsv"

_HEADING = re.compile(r"! *Company name: *(.+?)\s*")
_OTHER = re.compile(r"!.*:")
_HOST = re.compile(r"\|\|(?:\*\.)?([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)\^")
_DATE = re.compile(r"! *TimeUpdated: *(\d{4}-\d\d-\d\d)")


def main(*files: str) -> None:
    """Read the lists and write the data."""
    texts = [Path(file).read_text("utf-8") for file in files] or [_fetched()]
    lines = [line for text in texts for line in text.splitlines()]
    dates = [found[1] for line in lines if (found := _DATE.match(line))]
    about = f"AdGuard CNAME trackers, {max(dates, default='no date')}, MIT, Copyright 2021 Adguard Software Ltd"
    TARGET.write_text(pack(cloaks(lines), about), "utf-8")


def cloaks(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield host and company of each cloak.

    A whole registered domain is left out: no CNAME may stand there, so it is no disguise of the site that owns it.
    """
    company = ""
    for line in lines:
        if heading := _HEADING.fullmatch(line):
            company = heading[1]
        elif _OTHER.match(line):
            company = ""
        elif company and (rule := _HOST.fullmatch(line)) and registrable(rule[1]) != rule[1]:
            yield rule[1], company


def pack(found: Iterable[tuple[str, str]], about: str) -> str:
    """Return the data as text: a comment, the companies in one line, then a sorted line for each host: host, company.

    A company is written as its position in the second line.
    """
    owners = dict(found)
    companies = sorted(set(owners.values()))
    number = {company: at for at, company in enumerate(companies)}
    hosts = sorted(f"{host}\t{number[owner]}" for host, owner in owners.items() if owner not in _above(host, owners))
    return "\n".join((f"# {about}", "# " + "\t".join(companies), *hosts, ""))


def _above(host: str, owners: Mapping[str, str]) -> Iterator[str]:
    """Yield the owners of the domains above a host: what they answer for needs no line of its own."""
    while "." in host:
        host = host.partition(".")[2]
        if host in owners:
            yield owners[host]


def _fetched() -> str:
    """Return AdGuard's list of trackers from the newest package."""
    with tempfile.TemporaryDirectory() as folder:
        command = ("npm", "pack", PACKAGE, "--silent")
        packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
        with tarfile.open(Path(folder, packed)) as package:
            found = package.extractfile(TRACKING)
            if found is None:
                raise SystemExit(f"{TRACKING} is not in the package")
            text = json.load(found)[0]["metadata"]["rawFilterList"]
    return str(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
