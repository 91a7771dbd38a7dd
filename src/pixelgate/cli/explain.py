"""``pixelgate explain``: one rule's page."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pixelgate.cli import output
from pixelgate.cli.console import color_option, style
from pixelgate.cli.nearest import unknown
from pixelgate.cli.options import format_option, output_option
from pixelgate.cli.pages import page
from pixelgate.cli.project import rule_infos
from pixelgate.errors import UsageError
from pixelgate.findings.model import RuleInfo
from pixelgate.reporters import page as reporter


def _completed(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [info.name for info in rule_infos() if info.name.startswith(incomplete)]


@click.command()
@click.argument("rule", shell_complete=_completed)
@format_option("text", "markdown")
@click.option("--examples", is_flag=True, help="Show the page's examples too: what is reported and what is not.")
@output_option
@color_option
def command(rule: str, format: str, examples: bool, output_: Path | None, color: str) -> int:  # noqa: A002 - the option's name
    """Explain a RULE, by name (tracker-event) or code (PG102): what fires it, why it matters, what to do."""
    info = _info(rule)
    source = page(info.name) or reporter.short(info)
    told = source if examples else reporter.without_examples(source)
    text = told if format == "markdown" else reporter.text(told, style(sys.stdout, color, output_))
    output.emit(text, output_)
    return output.CLEAN


def _info(name: str) -> RuleInfo:
    infos = rule_infos()
    wanted = name.strip().lower()
    found = next((info for info in infos if wanted in {info.name, info.code.lower()}), None)
    if found is None:
        raise UsageError(unknown("rule", name, [word for info in infos for word in (info.name, info.code.lower())]))
    return found
