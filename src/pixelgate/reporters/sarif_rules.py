"""How code scanning shows a rule: its texts, its level, and what sorts it."""

from __future__ import annotations

from pixelgate.findings.model import RuleInfo, Scale, Severity
from pixelgate.findings.severity import preset
from pixelgate.graph.model import Tier
from pixelgate.manifest.model import Policy
from pixelgate.reporters.json import Json
from pixelgate.reporters.wording import sentence

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
FULL, TAGS = 1_024, 20
"""Characters of a full description and number of tags that code scanning takes."""

SECURITY = {
    Scale.BREACH: "9.5",
    Scale.DATA: "8.9",
    Scale.TRACKER: "8.5",
    Scale.UNPROVEN: "6.5",
    Scale.UNLISTED: "6.0",
    Scale.STRICT: "4.5",
    Scale.RELAXED: "6.0",
    Scale.ERROR: "6.0",
    Scale.CONTACT: "4.5",
    Scale.WARNING: "3.0",
}
"""Above 9 is shown as critical, from 7 high, from 4 medium."""


def rule(info: RuleInfo, page: str) -> Json:
    """Return a reporting descriptor; ``page`` is the rule's documentation in Markdown, or empty."""
    parts = [sentence(part) for part in (info.summary, info.why, info.fix) if part]
    return {
        "id": info.code,
        "name": info.name,
        "shortDescription": {"text": sentence(info.summary)},
        "fullDescription": {"text": " ".join(parts[:2])[:FULL]},
        "help": {"text": " ".join(parts), "markdown": page or "\n\n".join([f"# {info.name}", *parts])},
        "defaultConfiguration": {"level": _level(info)},
        "properties": {
            "tags": ["security", *(tag for tag in info.tags if tag != "security")][:TAGS],
            "precision": info.precision,
            "problem.severity": _level(info).replace("note", "recommendation"),
            "security-severity": SECURITY[info.scale],
        },
    }


def _level(info: RuleInfo) -> str:
    """Return the level on a guarded route under the default profile."""
    return preset(info.scale, Tier.AUTHENTICATED, Policy()).value.replace("off", "note")
