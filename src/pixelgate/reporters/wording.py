"""A finding in words, for every medium that has no layout of its own."""

from __future__ import annotations

from collections.abc import Callable

from pixelgate.facts.model import Parameter
from pixelgate.findings.model import Finding, Leak


def sentence(text: str) -> str:
    """End a text with a full stop unless it ends with a mark of its own."""
    bare = text.strip()
    return bare if not bare or bare[-1] in ".!?…" else bare + "."


def leaving(leak: Leak) -> str:
    """Return ``category (what: reason)``."""
    inside = ": ".join(part for part in (leak.what, leak.reason) if part)
    name = leak.category or "other"
    return f"{name} ({inside})" if inside else name


def message(finding: Finding, quote: Callable[[str], str] = str) -> str:
    """Return what, where, what would leave, what to do and what bears on it, as one paragraph.

    ``quote`` neutralises each part.
    """
    parts = finding.message
    leaves = "; ".join(leaving(leak) for leak in parts.leaves)
    left = f"Would leave: {leaves}" if leaves else ""
    told = (parts.what, parts.where, _again(finding), left, parts.remedy, finding.because)
    return " ".join(sentence(quote(part)) for part in told if part.strip())


def _again(finding: Finding) -> str:
    places = [f"{twin.path}:{twin.line}:{twin.column}" for twin in finding.twins]
    return f"The same stands in {', '.join(places)}" if places else ""


def flat(parameters: tuple[Parameter, ...], prefix: str = "") -> list[tuple[str, Parameter]]:
    """Return the parameters that hold values, each under its dotted name; empty objects and lists stay."""
    found: list[tuple[str, Parameter]] = []
    stack = [(prefix + parameter.name, parameter) for parameter in reversed(parameters)]
    while stack:
        name, parameter = stack.pop()
        if parameter.children:
            stack.extend((f"{name}.{child.name}", child) for child in reversed(parameter.children))
        else:
            found.append((name, parameter))
    return found
