"""``pixelgate: ignore[rule] -- reason`` in comments of any kind."""

from __future__ import annotations

import re

from pixelgate.facts.model import Problem, Suppression
from pixelgate.facts.regions import regions_at
from pixelgate.parse.document import Document
from pixelgate.source import Source, Span

_MARK = "pixelgate:"
_SUPPRESSION = re.compile(
    r"pixelgate:\s*ignore\b(?:\[(?P<rules>[^\]\n]*)\])?"
    r"(?:[ \t]*--(?!-*>)[ \t]*(?P<reason>(?:(?!--+>|\*/|#\}|\{%)[^\n])*))?"
)
_RULE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*|PG\d{3}")


def suppressions(document: Document, source: Source) -> tuple[tuple[Suppression, ...], tuple[Problem, ...]]:
    """Return the suppressions of a file, and a problem for each that lacks its rules or its reason."""
    good: list[Suppression] = []
    bad: list[Problem] = []
    for found in _SUPPRESSION.finditer(source.text) if _MARK in source.text else ():
        if not _in_comment(found.start(), document, source.text):
            continue
        rules = tuple(rule.strip() for rule in (found["rules"] or "").split(",") if rule.strip())
        reason = (found["reason"] or "").strip()
        span = Span(*found.span())
        complaint = _complaint(rules, reason)
        if complaint:
            bad.append(Problem("bad-suppression", complaint, source.location(span), regions_at(document, span)))
        else:
            good.append(Suppression(rules, reason, source.location(span)))
    return tuple(good), tuple(bad)


def _complaint(rules: tuple[str, ...], reason: str) -> str:
    form = "write `pixelgate: ignore[rule-name] -- reason`"
    wrong = next((rule for rule in rules if not _RULE.fullmatch(rule)), None)
    if not rules:
        return f"this suppression names no rule: {form}"
    if wrong is not None:
        return f"`{wrong}` is no name of a rule: {form}"
    return "" if reason else f"this suppression gives no reason: {form}"


def _in_comment(at: int, document: Document, text: str) -> bool:
    """Tell whether a place is in a comment of markup or template, or after a comment sign of JavaScript or CSS."""
    if any(comment.span.start <= at < comment.span.end for comment in document.comments):
        return True
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return bool(re.search(r"//|^\s*\*", line)) or text.rfind("/*", 0, at) > text.rfind("*/", 0, at)
