"""What the second reading reports: evidence without any judgement, and what it could not read."""

from __future__ import annotations

import msgspec


class Trace(msgspec.Struct, frozen=True, order=True):
    """Evidence before it has a file: a half-open range of offsets, the subjects it may be about, and what it says."""

    start: int
    end: int
    subjects: tuple[str, ...]
    text: str


class Gap(msgspec.Struct, frozen=True, order=True):
    """A piece of code that the second reading could not read: where it begins, and why."""

    at: int
    reason: str


class Evidence(msgspec.Struct, frozen=True, order=True):
    """Something that looks like a tracker, or an address outside the page.

    ``subject`` is a vendor's slug or a host; ``others`` are those it may be about as well (a Google tag speaks for
    several vendors). ``text`` is the URL or call, cut. Lines and columns count from 1, ends are exclusive.
    """

    path: str
    line: int
    column: int
    subject: str
    text: str
    end_line: int = 0
    end_column: int = 0
    others: tuple[str, ...] = ()


class Unread(msgspec.Struct, frozen=True, order=True):
    """Code that the second reading does not understand (newer than ECMAScript 2017, TypeScript) or that is too large.

    It was read once, by the first reading.
    """

    path: str
    line: int
    reason: str


class Reading(msgspec.Struct, frozen=True):
    """All that the second reading says of one file, sorted."""

    evidence: tuple[Evidence, ...] = ()
    unread: tuple[Unread, ...] = ()
