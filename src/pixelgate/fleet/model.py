"""The values of a fleet: what is to be checked, one unit of it, and what came out."""

from __future__ import annotations

from enum import StrEnum

import msgspec

SECONDS, MEGABYTES = 900, 4096
"""The time and the memory that a repository may take unless fleet.toml says otherwise."""


class Repository(msgspec.Struct, frozen=True):
    """One row of fleet.toml: a folder (``path``, absolute) or an address that git can fetch (``git``).

    ``revision`` is a branch, a tag or a commit; ``manifest`` lies in the repository. 0 stands for the fleet's limits.
    """

    name: str
    path: str = ""
    git: str = ""
    revision: str = ""
    manifest: str = ""
    seconds: int = 0
    megabytes: int = 0


class Fleet(msgspec.Struct, frozen=True):
    """All of fleet.toml. ``results`` is the folder, absolute, that takes what comes out."""

    repositories: tuple[Repository, ...]
    results: str
    seconds: int = SECONDS
    megabytes: int = MEGABYTES
    fail_on: str = ""


class Unit(msgspec.Struct, frozen=True):
    """A repository at one commit, with all that its result depends on; it can be sent to another machine.

    ``state``: the commit, and for a folder the digest of its files' stamps. ``day``: on which it is judged, because an
    exemption ends with its day. ``trouble``: why there is no commit to check.
    """

    repository: Repository
    state: str
    version: str
    day: str
    fail_on: str = ""
    trouble: str = ""


class Status(StrEnum):
    """How a unit ended. ``FAILED``: nothing was verified, for the reason that the outcome gives."""

    CLEAN = "clean"
    FINDINGS = "findings"
    FAILED = "failed"


class Outcome(msgspec.Struct, frozen=True):
    """What came out of a unit: its reports, or the reason why there are none."""

    name: str
    key: str
    state: str
    status: Status
    reason: str = ""
    seconds: float = 0.0
    json: str = ""
    sarif: str = ""
