"""The rules with their severity on each tier of route."""

from __future__ import annotations

from collections.abc import Sequence

from pixelgate.findings.model import RuleInfo
from pixelgate.findings.severity import preset
from pixelgate.graph.model import Tier
from pixelgate.manifest.model import Policy, Profile
from pixelgate.reporters import clean, table
from pixelgate.reporters.json import Json, encode
from pixelgate.reporters.palette import Style, wrap

TIERS = (Tier.AUTHENTICATED, Tier.PHI, Tier.WARNED, Tier.OFF)
HEAD = ("code", "rule", *TIERS)
LEGEND = (
    "E1: behind a login. E2: public, and visitors submit data about their own care. W: public page about a condition or"
    " provider. off: everything else. Severities of profile"
)


def severities(info: RuleInfo, profile: Profile) -> tuple[str, ...]:
    """Return the severity on each tier, before the manifest's own ``[policy] rules``."""
    policy = Policy(profile=profile)
    return tuple(preset(info.scale, tier, policy).value for tier in TIERS)


def text(rules: Sequence[RuleInfo], profile: Profile, style: Style) -> str:
    """Return a table and what its columns mean."""
    drawn = table.text(HEAD, [(info.code, info.name, *severities(info, profile)) for info in rules], style)
    told = wrap(
        f"{LEGEND} `{profile.value}`; --profile shows another. `pixelgate explain RULE` tells more.", style.width
    )
    return clean.lines("\n".join([*drawn, "", *told])) + "\n"


def markdown(rules: Sequence[RuleInfo], profile: Profile) -> str:
    """Return a Markdown table with summaries."""
    rows = [(info.code, info.name, *severities(info, profile), info.summary) for info in rules]
    return "\n".join([*table.markdown((*HEAD, "fires when"), rows), ""])


def json(rules: Sequence[RuleInfo]) -> str:
    """Return code, name, summary, reason, remedy and the severities of every profile."""
    rows: list[Json] = [
        {
            "code": info.code,
            "rule": info.name,
            "summary": info.summary,
            "why": info.why,
            "fix": info.fix,
            "severity": {
                profile.value: dict(zip((tier.value for tier in TIERS), severities(info, profile), strict=True))
                for profile in Profile
            },
        }
        for info in rules
    ]
    return encode({"schema": "pixelgate-rules/1", "rules": rows})
