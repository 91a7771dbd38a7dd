"""A policy that a header tells browsers, as a configuration writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.facts.model import CONTENT, PERMISSIONS, REFERRER, Scope
from pixelgate.source import Span

NAMES = frozenset({CONTENT, REFERRER, PERMISSIONS})
"""The headers that browsers obey; those for reports only stop nothing."""

EVERYWHERE = Scope()


class Written(msgspec.Struct, frozen=True):
    """The text of a policy, where it stands, the paths it is sent with, and the header that says it."""

    text: str
    span: Span
    scope: Scope = EVERYWHERE
    header: str = CONTENT


def header(name: str) -> str:
    """Return the header that a name is, one of :data:`NAMES`; empty for any other."""
    name = name.strip().lower()
    return name if name in NAMES else ""


def first_counts(policies: Iterable[Written], group: str) -> Iterator[Written]:
    """Yield policies of which for each path the first counts that takes it in."""
    for policy in policies:
        yield msgspec.structs.replace(policy, scope=msgspec.structs.replace(policy.scope, group=group))


def last_counts(policies: Iterable[Written], group: str) -> Iterator[Written]:
    """Yield policies of which for each path the last counts that takes it in, that one first."""
    return first_counts(reversed(list(policies)), group)


_SPELLED = re.compile(
    rf"(?<![\w-])(?P<name>{'|'.join(sorted(NAMES))})[\"']?\s*[:=]\s*[\"']?(?P<text>[^\n\"]+)", re.IGNORECASE
)


def spelled(text: str) -> Iterator[tuple[str, str]]:
    """Yield the headers and policies that a text spells out: ``Content-Security-Policy: default-src 'self'``."""
    return ((found["name"].lower(), found["text"].strip()) for found in _SPELLED.finditer(text))
