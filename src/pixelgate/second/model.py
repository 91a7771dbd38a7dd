"""What the second reading reports: evidence, without any judgement."""

from __future__ import annotations

import msgspec


class Evidence(msgspec.Struct, frozen=True, order=True):
    """Something that looks like a tracker, or an address outside the page.

    ``subject`` is a vendor's slug or a host; ``text`` the URL or call, cut at 120 characters. Lines and columns from 1.
    """

    path: str
    line: int
    column: int
    subject: str
    text: str
