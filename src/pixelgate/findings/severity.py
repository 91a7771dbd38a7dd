"""How grave a rule's finding is: by the tier of the route, the profile, and what the manifest decides otherwise."""

from __future__ import annotations

from pixelgate.findings.model import RuleInfo, Scale, Severity
from pixelgate.graph.model import Tier
from pixelgate.manifest.model import Level, Policy, Profile, Relaxed

OFF, WARNING, ERROR = Level.OFF, Level.WARNING, Level.ERROR

PRESETS: dict[Scale, dict[Profile, tuple[Level, Level, Level]]] = {
    Scale.TRACKER: {
        Profile.HIPAA: (ERROR, WARNING, OFF),
        Profile.FTC: (ERROR, ERROR, OFF),
        Profile.STRICT: (ERROR, ERROR, OFF),
    },
    Scale.DATA: {
        Profile.HIPAA: (ERROR, WARNING, WARNING),
        Profile.FTC: (ERROR, ERROR, WARNING),
        Profile.STRICT: (ERROR, ERROR, WARNING),
    },
    Scale.BREACH: dict.fromkeys(Profile, (ERROR, ERROR, ERROR)),
    Scale.CONTACT: {
        Profile.HIPAA: (WARNING, WARNING, OFF),
        Profile.FTC: (WARNING, WARNING, OFF),
        Profile.STRICT: (ERROR, ERROR, OFF),
    },
    Scale.STRICT: {
        Profile.HIPAA: (OFF, OFF, OFF),
        Profile.FTC: (OFF, OFF, OFF),
        Profile.STRICT: (ERROR, WARNING, OFF),
    },
    Scale.ERROR: dict.fromkeys(Profile, (ERROR, ERROR, ERROR)),
    Scale.WARNING: dict.fromkeys(Profile, (WARNING, WARNING, WARNING)),
}
"""Scale and profile -> severity on guarded routes (E1, E2), on warned ones (W), on all others."""

RELAXED = {Relaxed.ALLOW: OFF, Relaxed.REPORT: WARNING, Relaxed.FAIL: ERROR}


def preset(scale: Scale, tier: Tier, policy: Policy) -> Level:
    """Return what the manifest's profile and its `unproven`, `unlisted` and `relaxations` say of a scale on a tier."""
    if scale is Scale.UNLISTED:
        return OFF if policy.unlisted == "public" else Level(policy.unlisted)
    if scale is Scale.RELAXED:
        return RELAXED[policy.relaxations]
    if scale is Scale.UNPROVEN:
        return OFF if tier is Tier.OFF else policy.unproven
    guarded, warned, other = PRESETS[scale][policy.profile]
    return {Tier.WARNED: warned, Tier.OFF: other}.get(tier, guarded)


def severity(info: RuleInfo, tier: Tier, policy: Policy, *, scale: Scale | None = None) -> Severity | None:
    """Return the severity of a rule on a route of a tier, or ``None`` when it says nothing there.

    The manifest's ``[policy] rules`` may change or silence a rule, by name or code, but not make it speak where it has
    nothing to say. ``scale`` is given for findings milder than their rule.
    """
    level = preset(scale or info.scale, tier, policy)
    if level is OFF:
        return None
    overrides = dict(policy.rules)
    level = overrides.get(info.name, overrides.get(info.code, level))
    return None if level is OFF else Severity(level.value)
