"""Codes that were used once. A code is never given to another rule: reports and baselines outlive versions."""

from __future__ import annotations

RETIRED: dict[str, str] = {}
"""Code -> name of the rule that had it."""
