"""Fuzz one parser: ``python -m fuzz extraction [libFuzzer's options]``; without a name, list them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pixelgate"]):
    from fuzz.targets import FILES, TARGETS

HERE = Path(__file__).parent
ROOT = HERE.parent
LARGEST = 4_000
"""Bytes of the largest seed: small inputs are changed a thousand times a second."""

DEFAULTS = ("-timeout=30", "-rss_limit_mb=2500", "-max_len=6000", "-use_value_profile=1")


def main(arguments: list[str]) -> int:
    """Run libFuzzer over a target, beginning with the project's own test material."""
    if not arguments or arguments[0] not in TARGETS:
        print("usage: python -m fuzz TARGET [-max_total_time=600 …]; targets:", *TARGETS)
        return 2
    name, *options = arguments
    corpus = HERE / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as seeds:
        for number, seed in enumerate(_seeds()):
            Path(seeds, str(number)).write_bytes(seed)
        words = f"-dict={HERE / 'words.dict'}"
        folders = [str(corpus), seeds] if not any(option.startswith("-merge") for option in options) else []
        atheris.Setup([sys.argv[0], *DEFAULTS, words, *options, *folders], TARGETS[name])
        atheris.Fuzz()
    return 0


def _seeds() -> Iterator[bytes]:
    """Yield the files of the test projects, with the byte that says what kind of file they are."""
    extensions = {Path(name).suffix: number for number, name in enumerate(FILES)}
    for folder in ("tests/projects", "examples", "fuzz/corpus"):
        for path in sorted((ROOT / folder).rglob("*")):
            kind = extensions.get(path.suffix)
            if path.is_file() and path.stat().st_size < LARGEST:
                yield (b"" if kind is None else bytes([kind])) + path.read_bytes()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
