"""A rule's page on a terminal: the Markdown nearly as it is, headings and code set off."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.findings.model import RuleInfo
from pixelgate.reporters import clean
from pixelgate.reporters.block import prose
from pixelgate.reporters.palette import Style
from pixelgate.reporters.wording import sentence


def short(info: RuleInfo) -> str:
    """Return a page made of what the rule says of itself, for a rule without one."""
    parts = [f"# {info.code} {info.name}", sentence(info.summary)]
    parts += [
        f"## {title}\n\n{sentence(said)}" for title, said in (("Why", info.why), ("What to do", info.fix)) if said
    ]
    return "\n\n".join(parts) + "\n"


def text(markdown: str, style: Style) -> str:
    """Return the page for a terminal of that width: paragraphs wrapped, code blocks indented, headings bold."""
    return clean.lines("\n".join(_lines(markdown, style))) + "\n"


def _lines(markdown: str, style: Style) -> Iterator[str]:
    paragraph: list[str] = []
    fence = ""
    for line in markdown.splitlines():
        mark = _fence(line)
        if fence:
            if mark and set(mark) == set(fence) and len(mark) >= len(fence) and line.strip() == mark:
                fence = ""
            else:
                yield style.dim("    " + clean.plain(line.expandtabs(2), 400)).rstrip()
        elif mark or not line.strip() or line.startswith(("#", "|")):
            yield from prose(" ".join(paragraph), style) if paragraph else ()
            paragraph = []
            fence = mark
            yield from () if mark else (_single(line, style),)
        else:
            if line.lstrip().startswith(("- ", "* ", "1. ")) and paragraph:
                yield from prose(" ".join(paragraph), style)
                paragraph = []
            paragraph.append(line.strip())
    yield from prose(" ".join(paragraph), style) if paragraph else ()


def _fence(line: str) -> str:
    """Return the run of back ticks or tildes that opens or closes a block of code, or nothing."""
    bare = line.strip()
    for char in "`~":
        run = len(bare) - len(bare.lstrip(char))
        if run >= 3:  # noqa: PLR2004 - CommonMark 4.5
            return char * run
    return ""


def _single(line: str, style: Style) -> str:
    if line.startswith("#"):
        return style.bold(clean.plain(line.lstrip("#").strip()))
    return clean.plain(line, 400)
