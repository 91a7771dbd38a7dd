"""How files are read; what is found does not depend on it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from pixelgate.reading.folder import Place

SECONDS = 120.0
"""The longest that one file is read."""

Progress = Callable[[int, int], None]
"""Called with the files read so far and the files there are."""


class How(msgspec.Struct, frozen=True):
    """``jobs``: the most processes, 0 for one on each core. ``cache``: where it lies, ``None`` for none."""

    jobs: int = 0
    cache: Place | None = None
    progress: Progress | None = None
    seconds: float = SECONDS
