"""Settings of the manifest by which less is judged, or judged more mildly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pixelgate.findings.model import RuleInfo
from pixelgate.findings.relaxations.model import Relaxation
from pixelgate.findings.severity import severity
from pixelgate.findings.wording import listed
from pixelgate.graph.model import Tier
from pixelgate.manifest.model import Manifest, Policy, Profile, Site
from pixelgate.source import Location

_STRICTEST_FIRST = {
    "profile": ("strict", "ftc", "hipaa"),
    "unlisted": ("error", "warning", "public"),
    "unproven": ("error", "warning"),
    "fail_on": ("note", "warning", "error"),
    "second_reading": ("True", "False"),
    "inline_suppressions": ("False", "True"),
    "relaxations": ("fail", "report", "allow"),
}


def relaxed(before: Manifest, now: Manifest, rules: Sequence[RuleInfo]) -> Iterator[Relaxation]:
    """Yield a relaxation for each setting that lets more through."""
    place = Location(now.path)
    for said in (*_policy(before.policy, now.policy), *_rules(before.policy, now.policy, rules)):
        yield Relaxation(place, said)
    for said in _site(before.site, now.site):
        yield Relaxation(place, said)


def _policy(before: Policy, now: Policy) -> Iterator[str]:
    for name, order in _STRICTEST_FIRST.items():
        old, new = str(getattr(before, name)), str(getattr(now, name))
        if order.index(new) > order.index(old):
            yield f"`{name.replace('_', '-')}` is {_written(new)} and was {_written(old)}."
    if now.profile is Profile.FTC and before.profile is not Profile.FTC:
        yield "`profile` is now ftc, under which exemptions need no `baa`."


def _written(value: str) -> str:
    return value.lower() if value in {"True", "False"} else f'"{value}"'


def _rules(before: Policy, now: Policy, rules: Sequence[RuleInfo]) -> Iterator[str]:
    """Say which rules are milder by the table of rules alone; what the profile changes is said of the profile."""
    then = msgspec.structs.replace(now, rules=before.rules)
    for info in rules:
        pairs = [(severity(info, tier, then), severity(info, tier, now)) for tier in Tier]
        weaker = [(old, new) for old, new in pairs if old and (new is None or new < old)]
        if weaker:
            old, new = weaker[0]
            yield f"`{info.name}` is {new.value if new else 'off'} and was {old.value}."


def _site(before: Site, now: Site) -> Iterator[str]:
    if added := _added(before.exclude, now.exclude):
        yield f"No longer scanned: {added}."
    if gone := _added(now.build, before.build):
        yield f"No longer scanned as built output: {gone}."
    if added := _added(before.origins, now.origins):
        yield f"Counted as first party: {added}."
    if gone := _added(now.third_party, before.third_party):
        yield f"No longer counted as third party: {gone}."
    if now.framework == "none" and before.framework != "none":
        yield "The framework is no longer followed."
    if others := listed(f"{name} ({export})" for name, export in sorted({*now.containers} - {*before.containers})):
        yield f"Judged by another container export: {others}."


def _added(before: Sequence[str], now: Sequence[str]) -> str:
    return listed(f"`{value}`" for value in now if value not in before)
