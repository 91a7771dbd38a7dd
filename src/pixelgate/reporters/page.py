"""A rule's page on a terminal: the Markdown nearly as it is, headings and code set off, addresses at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pixelgate.findings.model import RuleInfo
from pixelgate.reporters import clean
from pixelgate.reporters.block import prose
from pixelgate.reporters.palette import Style
from pixelgate.reporters.wording import sentence

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ALONE = ("#", "|")
_ITEM = re.compile(r"\s*([-*]|[0-9]+\.) ")


def short(info: RuleInfo) -> str:
    """Return a page made of what the rule says of itself, for a rule without one."""
    parts = [f"# {info.name} ({info.code})", sentence(info.summary)]
    parts += [
        f"## {title}\n\n{sentence(said)}" for title, said in (("Why", info.why), ("How to fix", info.fix)) if said
    ]
    return "\n\n".join(parts) + "\n"


def without_examples(markdown: str) -> str:
    """Return the page up to its examples, which are the rule's tests."""
    return re.split(r"(?m)^## Examples\s*$", markdown)[0].rstrip() + "\n"


def text(markdown: str, style: Style) -> str:
    """Return the page for a terminal of that width: paragraphs wrapped, code indented, links numbered."""
    links: list[str] = []
    body = _LINK.sub(lambda match: _numbered(match, links), markdown)
    drawn = re.sub(r"\n{3,}", "\n\n", "\n".join(_lines(body.splitlines(), style))).strip("\n")
    notes = [f"[{number}] {clean.plain(link, 1000)}" for number, link in enumerate(links, 1)]
    return clean.lines("\n".join([drawn, "", *notes]).rstrip("\n")) + "\n"


def _numbered(match: re.Match[str], links: list[str]) -> str:
    """Replace a link by its text, and its address by a number; pages of this documentation go by name."""
    label, target = match.groups()
    if "://" not in target:
        return label
    if target not in links:
        links.append(target)
    return f"{label} [{links.index(target) + 1}]"


def _lines(lines: Sequence[str], style: Style) -> Iterator[str]:
    paragraph: list[str] = []
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            if line.strip() == fence:
                fence = ""
            else:
                yield style.dim(f"    {clean.plain(line.expandtabs(2), 400)}").rstrip()
            continue
        if mark or not line.strip() or line.startswith(_ALONE) or _ITEM.match(line):
            yield from _paragraph(paragraph, style)
            paragraph = []
        if mark:
            fence = mark[1]
        elif not line.strip() or line.startswith(_ALONE):
            yield _single(line, style)
        else:
            paragraph.append(line.strip())
    yield from _paragraph(paragraph, style)


def _paragraph(lines: Sequence[str], style: Style) -> list[str]:
    return prose(" ".join(lines), style, limit=20_000) if lines else []


def _single(line: str, style: Style) -> str:
    if line.startswith("#"):
        return style.bold(clean.plain(line.lstrip("#").strip()))
    return clean.plain(line, 400)
