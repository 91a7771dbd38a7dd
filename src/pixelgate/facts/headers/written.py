"""A Content Security Policy as a configuration writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.facts.model import Scope
from pixelgate.source import Span

NAME = "content-security-policy"
"""The header that browsers obey; the report-only one stops nothing."""

EVERYWHERE = Scope()


class Written(msgspec.Struct, frozen=True):
    """The text of a policy, where it stands, and the paths it is sent with."""

    text: str
    span: Span
    scope: Scope = EVERYWHERE


def is_policy(name: str) -> bool:
    """Tell whether a header's name is the one that browsers obey."""
    return name.strip().lower() == NAME


def first_counts(policies: Iterable[Written], group: str) -> Iterator[Written]:
    """Yield policies of which for each path the first counts that takes it in."""
    for policy in policies:
        yield msgspec.structs.replace(policy, scope=msgspec.structs.replace(policy.scope, group=group))


def last_counts(policies: Iterable[Written], group: str) -> Iterator[Written]:
    """Yield policies of which for each path the last counts that takes it in, that one first."""
    return first_counts(reversed(list(policies)), group)


_SPELLED = re.compile(r"(?<![\w-])content-security-policy[\"']?\s*[:=]\s*[\"']?(?P<text>[^\n\"]+)", re.IGNORECASE)


def spelled(text: str) -> Iterator[str]:
    """Yield the policies in a text that spells headers out: ``Content-Security-Policy: default-src 'self'``."""
    return (found["text"].strip() for found in _SPELLED.finditer(text))
