"""Every form of JavaScript that the standard's parser tests hold is read without a problem, and none stops the reader.

The tests are the npm package ``test262-parser-tests``; ``PIXELGATE_TEST262`` names the folder where it is unpacked.
``python scripts/read_test262.py FOLDER`` counts.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pixelgate import facts
from pixelgate.vendors import catalog as vendor_data

FOLDER = os.environ.get("PIXELGATE_TEST262", "")
KINDS = ("pass", "pass-explicit", "early", "fail")
SLOW = 2.0
PROBE = b"\n;fbq('track','Lead');\n"
"""A call of a tracker that is put behind every script that must pass, so that each is parsed and read to its end."""


def scripts(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / kind).glob("*.js"))


def problems(path: Path) -> list[str]:
    found = facts.extract(path.name, path.read_bytes(), vendor_data.load(), thorough=True)
    return [problem.message for problem in found.problems]


def is_read_to_its_end(path: Path) -> bool:
    found = facts.extract(path.name, path.read_bytes() + PROBE, vendor_data.load())
    return any(sighting.event == "Lead" for sighting in found.sightings)


@pytest.mark.skipif(not FOLDER, reason="PIXELGATE_TEST262 names the unpacked npm package test262-parser-tests")
@pytest.mark.parametrize("kind", KINDS)
def test_every_script_is_read(kind: str) -> None:
    for path in scripts(Path(FOLDER), kind):
        began = time.perf_counter()
        found = problems(path)
        assert time.perf_counter() - began < SLOW, path
        assert kind in {"early", "fail"} or not found, path
        assert kind in {"early", "fail"} or is_read_to_its_end(path), path
