"""Permissions that were not given before: exemptions, entries of the baseline, suppressing comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pixelgate.facts.model import Suppression
from pixelgate.findings.baseline import FILE, Entry
from pixelgate.findings.relaxations.model import Relaxation
from pixelgate.findings.wording import listed
from pixelgate.manifest.match import covers
from pixelgate.manifest.model import Exemption
from pixelgate.source import Location


def exempted(before: Sequence[Exemption], now: Iterable[Exemption]) -> Iterator[Relaxation]:
    """Yield a relaxation for each exemption that permits something no earlier one did."""
    for exemption in now:
        if not any(_contains(old, exemption) for old in before):
            whom = exemption.vendor or exemption.host
            of = f" for {listed(exemption.rules)}" if exemption.rules else ""
            said = f"{whom} is exempted on {listed(exemption.routes)}{of} until {exemption.expires}."
            yield Relaxation(exemption.location, said, exemption.reason)


def _contains(old: Exemption, new: Exemption) -> bool:
    return (
        (old.vendor, old.host) == (new.vendor, new.host)
        and all(any(covers(outer, inner) for outer in old.routes) for inner in new.routes)
        and _narrower(old.rules, new.rules)
        and _narrower(old.events, new.events)
        and new.expires <= old.expires
        and bool(old.baa) >= bool(new.baa)
    )


def _narrower(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether a list names nothing that an older one does not; an empty one names all there is."""
    return not old or (bool(new) and set(new) <= set(old))


def baselined(before: Iterable[Entry], now: Iterable[Entry]) -> Iterator[Relaxation]:
    """Yield a relaxation for each rule and reason for which the baseline accepts more findings."""
    known = {entry.key for entry in before}
    added = [entry for entry in now if entry.key not in known]
    groups = Counter((entry.rule, entry.reason) for entry in added)
    for (rule, reason), count in sorted(groups.items()):
        files = sorted({entry.path for entry in added if (entry.rule, entry.reason) == (rule, reason)})
        more = "one more finding" if count == 1 else f"{count} more findings"
        shown = listed(files) if len(files) <= _SHOWN else f"{len(files)} files"
        yield Relaxation(Location(FILE), f"The baseline accepts {more} of {rule}, in {shown}.", reason)


_SHOWN = 3


def suppressed(before: Iterable[Suppression], now: Iterable[Suppression]) -> Iterator[Relaxation]:
    """Yield a relaxation for each suppressing comment that its file did not hold, wherever in the file it stands."""
    left = Counter(map(_said, before))
    for comment in now:
        left[_said(comment)] -= 1
        if left[_said(comment)] < 0:
            yield Relaxation(comment.location, f"A comment suppresses {listed(comment.rules)}.", comment.reason)


def _said(comment: Suppression) -> tuple[str, tuple[str, ...], str]:
    return comment.location.path, comment.rules, comment.reason
