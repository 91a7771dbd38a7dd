"""Bring a report to where it was asked for, in each form it was asked in."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from pixelgate.cli import output
from pixelgate.cli.code import CodeLines
from pixelgate.cli.console import style
from pixelgate.cli.project import Project
from pixelgate.errors import UsageError
from pixelgate.findings.model import Report
from pixelgate.reporters.palette import Style
from pixelgate.reporters.tally import failing

FORMATS = ("text", "concise", "json", "sarif", "github", "markdown", "html")
FOR_PEOPLE = ("text", "concise")


class Target(msgspec.Struct, frozen=True):
    """One form of the report and its file; without one it goes to standard output."""

    format: str
    file: Path | None
    style: Style


def targets(format_: str, file: Path | None, beside: Mapping[str, Path | None], *, color: str) -> tuple[Target, ...]:
    """Return where to write what; refuse what cannot be written before any work is done."""
    asked = [(format_, file), *((name, path) for name, path in beside.items() if path is not None)]
    found = tuple(_target(name, path, color) for name, path in asked)
    printed = [target.format for target in found if target.file is None]
    if len([name for name in printed if name != "github"]) > 1 or (
        "github" in printed and {"json", "sarif"} & {*printed}
    ):
        raise UsageError(
            f"standard output can take one report, not {' and '.join(printed)}: give a file for the others"
        )
    return found


def _target(format_: str, file: Path | None, color: str) -> Target:
    if file is None or str(file) == "-":
        return Target(format_, None, style(sys.stdout, color))
    output.check_writable(file)
    return Target(format_, file, Style(color=color == "always"))


def deliver(wanted: Sequence[Target], report: Report, whole: Report, project: Project, *, silent: bool) -> None:
    """Write every target; ``silent`` keeps what is for people away from standard output."""
    for target in wanted:
        if silent and target.file is None and target.format in FOR_PEOPLE:
            continue
        text = _rendered(target, report, whole, project)
        if target.file is None:
            output.say(text)
        else:
            output.save(target.file, text, append=_step_summary(target.file))


def _step_summary(file: Path) -> bool:
    """Tell whether a file is the job summary, which earlier commands of the step may have written to."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    return bool(summary) and file.resolve() == Path(summary or "").resolve()


def _rendered(target: Target, report: Report, whole: Report, project: Project) -> str:
    from pixelgate.reporters import concise, github, html, json, markdown, sarif, text

    match target.format:
        case "json":
            return json.render(report, whole=whole)
        case "sarif":
            code = output.FINDINGS if failing(whole) else output.CLEAN
            return sarif.render(report, exit_code=code, pages=_pages(whole), prefix=prefix(project.root))
        case "github":
            return github.render(report, prefix=prefix(project.root))
        case "markdown":
            return markdown.render(report, whole=whole)
        case "html":
            return html.render(report, whole=whole)
        case "concise":
            return concise.render(report, whole=whole, style=target.style)
        case _:
            return text.render(report, whole=whole, style=target.style, lines=CodeLines(project.tree))


def _pages(report: Report) -> dict[str, str]:
    from pixelgate.cli.pages import page

    return {info.name: page(info.name) for info in report.rules}


def prefix(root: Path) -> str:
    """Return the project's folder in its repository, ending in ``/``: code hosts want paths from there."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return "" if folder == root else f"{root.relative_to(folder).as_posix()}/"
    return ""
