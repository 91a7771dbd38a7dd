"""Make the `files:` pattern of .pre-commit-hooks.yaml from what the tool reads: python scripts/hook_files.py --write.

`--check` only compares, and fails when the two differ.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pixelgate.parse import backend
from pixelgate.parse.dialects import EXTENSIONS

HOOKS = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"
DATA = (".conf", ".config", ".ini", ".json", ".jsonl", ".map", ".toml", ".yaml", ".yml")
"""Settings, policies, exports of containers, source maps, baselines: any file of these may change the verdict."""

OTHERS = ("_headers", r"\.htaccess", r"Caddyfile[^/]*", r"\.env[^/]*", "CODEOWNERS")
"""Files of that kind which have no such extension."""

_LINE = re.compile(r"(?m)^  files: .*$")


def pattern() -> str:
    """Return a regular expression that finds every file whose change can change the verdict, manifests included."""
    extensions = "|".join(
        re.escape(extension.removeprefix(".")) for extension in sorted({*EXTENSIONS, *backend.EXTENSIONS, *DATA})
    )
    return rf"(?i)(\.({extensions})|(^|/)({'|'.join(OTHERS)}))$"


def renewed(text: str) -> str:
    """Return the hooks with the pattern as it must be."""
    return _LINE.sub(lambda _: f"  files: '{pattern()}'", text)


def main(mode: str) -> int:
    """Write the pattern, or tell by the exit code whether it is as it must be."""
    text = HOOKS.read_text("utf-8")
    if mode == "--write":
        HOOKS.write_text(renewed(text), "utf-8")
        return 0
    if renewed(text) == text:
        return 0
    print(f"{HOOKS.name}: `files` is not what the tool reads; run: python scripts/hook_files.py --write")
    return 1


if __name__ == "__main__":
    sys.exit(main("".join(sys.argv[1:2])))
