"""Names for findings that outlive moved lines and rebuilt bundles."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.findings.model import Finding, Status

_PIECE = re.compile(r"[^./_~-]+")
_HEX = re.compile(r"(?=.*\d)[0-9a-f]{6,}|(?=.*\d)(?=.*[a-f])[0-9a-f]{4,5}")
_MIXED = re.compile(r"(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[0-9A-Za-z]{7,}")
_CASED = re.compile(r"(?=(?:.*[A-Z]){2})(?=.*[a-z].*[A-Z])[A-Za-z]{8}")
_BUILT = re.compile(r"\.(?:m?js|cjs|css|html?)$", re.IGNORECASE)
_WORDS = re.compile(r"(?:[A-Z]?[a-z]{2,}+)++")


def stable_path(path: str) -> str:
    """Return a path with the content hashes in its name replaced by ``*``: ``app.8f3c.js`` -> ``app.*.js``.

    Only files that a build writes carry hashes. Words (``DatePick``) and plain numbers of up to five digits stay.
    """
    if not _BUILT.search(path):
        return path
    return _PIECE.sub(lambda piece: "*" if _is_hash(piece.group()) else piece.group(), path)


def _is_hash(piece: str) -> bool:
    if _HEX.fullmatch(piece) or _MIXED.fullmatch(piece):
        return True
    return bool(_CASED.fullmatch(piece)) and not _WORDS.fullmatch(piece)


def fingerprinted(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings in the order given, each with its fingerprint.

    It is made of the rule, the file, the vendor and what is sent there, never of a line; equal ones are counted in the
    order of their places, open ones first, so that an exemption does not rename what it leaves open.
    """
    ordered = list(findings)
    seen: Counter[str] = Counter()
    names: dict[int, str] = {}
    for index in sorted(range(len(ordered)), key=lambda at: _turn(ordered[at])):
        base = _identity(ordered[index])
        names[index] = hashlib.sha256(f"{base}\0{seen[base]}".encode("utf-8", "replace")).hexdigest()[:32]
        seen[base] += 1
    for index, finding in enumerate(ordered):
        yield msgspec.structs.replace(finding, fingerprint=names[index])


def _turn(finding: Finding) -> tuple[object, ...]:
    return finding.status is not Status.OPEN, finding.status.value, finding.location, finding.message.what


def _identity(finding: Finding) -> str:
    parts = [finding.rule.code, stable_path(finding.location.path), finding.vendor]
    if sighting := finding.sighting:
        parts += [sighting.kind.value, sighting.id, sighting.event, *sorted(p.name for p in sighting.parameters)]
    else:
        parts += [finding.host, finding.message.what]
    return "\0".join(parts)
