"""``pixelgate init``: a manifest from what the code says."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Unpack

import click
import msgspec

from pixelgate import pipeline
from pixelgate.cli import output
from pixelgate.cli.options import quiet_option
from pixelgate.cli.project import Project, fresh, load
from pixelgate.cli.reading import ReadingOptions, reading, reading_options
from pixelgate.errors import UsageError
from pixelgate.findings.draft import Draft, Reason, Row
from pixelgate.manifest.find import NAMES, has_table
from pixelgate.manifest.insert import inserted
from pixelgate.manifest.model import Access
from pixelgate.reading import Reader
from pixelgate.reporters import clean, drafted

STANDARD = Path("-")
LATER = "later"
SHOWN = 4
"""How many routes a question names."""

Decide = Callable[[str, Sequence[Row]], "Access | None"]


class Options(ReadingOptions):
    """The command line of ``init``."""

    output_: Path | None
    update: bool
    yes: bool
    quiet: bool


EPILOG = """\b
Examples:
  pixelgate init                 asks about what the code does not decide
  pixelgate init --yes           takes undecided routes as authenticated
  pixelgate init --output -      prints the manifest
  pixelgate init --update        adds what is new, and touches nothing else
"""


@click.command(epilog=EPILOG)
@click.option(
    "-o",
    "--output",
    "output_",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="The manifest to write; its folder is the root of the web code. Default: pixelgate.toml here; `-` prints it.",
)
@click.option("--update", is_flag=True, help="Add routes that the manifest does not claim, and show the difference.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: what the code leaves open is taken as authenticated.")
@reading_options
@quiet_option
def command(**options: Unpack[Options]) -> int:
    """Write pixelgate.toml from what the code says: its routes, who may see them, what they bear.

    Reads routes, login guards, forms and templates of every framework it knows, and writes each with its evidence as a
    comment. What nothing decides is asked on a terminal, else left as a TODO that `pixelgate check` refuses.
    """
    return _update(options) if options["update"] else _create(options)


def _create(options: Options) -> int:
    target = options["output_"] or Path(NAMES[0])
    if target != STANDARD:
        _refuse_to_overwrite(target)
        output.check_writable(target)
    draft = _draft(fresh(Path.cwd() if target == STANDARD else target.parent, target.name), options)
    if not draft.rows:
        return output.refuse(
            "no route and no page was found here",
            "Run it at the root of the web code, and where pages are made by a build, after it;"
            " `pixelgate sightings` lists the trackers of any folder.",
            code=output.NOTHING,
        )
    draft = msgspec.structs.replace(draft, rows=_decided(draft.rows, options))
    output.emit(drafted.manifest(draft), None if target == STANDARD else target)
    output.tell(f"{drafted.summary(draft.rows)}.\n")
    if doubt := drafted.doubt(draft):
        output.tell(f"{doubt}\n")
    if target != STANDARD:
        output.tell(f"Written to {clean.plain(str(target))}. Read it, then run `pixelgate check`.\n")
    return output.CLEAN


def _refuse_to_overwrite(target: Path) -> None:
    here = target.parent
    others = [here / name for name in NAMES if (here / name).exists()]
    others += [here / "pyproject.toml"] if has_table(here / "pyproject.toml") else []
    for file in (target, *others):
        if file.exists():
            raise UsageError(
                f"{file} is there already: `pixelgate init --update` adds to it what is new; delete it to begin anew"
            )


def _update(options: Options) -> int:
    target = options["output_"]
    project = load(None if target in {None, STANDARD} else target)
    file = project.root / Path(project.manifest.path).name
    draft = _draft(project, options)
    rows = _decided(draft.rows, options)
    if not rows:
        output.tell("Nothing to add: every route and page that was found is claimed.\n")
        return output.CLEAN
    before = file.read_bytes().decode("utf-8")
    after = _merged(before, project, rows)
    if target == STANDARD:
        output.say(after)
        return output.CLEAN
    output.say(_difference(before, after, file.name))
    if not options["yes"] and not _confirmed(file.name):
        return output.CLEAN
    output.save(file, after)
    output.tell(f"Added {drafted.summary(rows)}.\n")
    return output.CLEAN


def _draft(project: Project, options: Options) -> Draft:
    with reading(project, options, quiet=options["quiet"]) as how:
        return pipeline.draft(Reader(project.tree, project.catalog, how), project.manifest)


def _merged(text: str, project: Project, rows: Sequence[Row]) -> str:
    """Return the manifest with the new rows, each area's behind the rows it has already."""
    inside = Path(project.manifest.path).name == "pyproject.toml"
    table = "tool.pixelgate." if inside else ""
    last = {Row(route.path, None).area: route.order for route in project.manifest.routes}
    blocks: dict[int, str] = {}
    for area, same in groupby(rows, key=lambda row: row.area):
        at = last.get(area, -1)
        text_of = "\n".join(drafted.block(row, table) for row in same)
        blocks[at] = f"{blocks[at]}\n{text_of}" if at in blocks else text_of
    return inserted(text, blocks, ("tool", "pixelgate") if inside else ())


def _difference(before: str, after: str, name: str) -> str:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return clean.lines("".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")))


def _confirmed(name: str) -> bool:
    if not _on_terminal():
        output.tell(f"{name} is unchanged; --yes writes it.\n")
        return False
    return click.confirm(f"Write {name}?", default=False)


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _decided(rows: Sequence[Row], options: Options) -> tuple[Row, ...]:
    """Return rows with the answers to what the code leaves open: the safe ones, those of a human, or none."""
    if options["yes"]:
        return tuple(safe(row) for row in rows)
    answers: dict[str, Access | None] = {}
    if _on_terminal() and options["output_"] != STANDARD:
        open_ = sorted((row for row in rows if row.access is None), key=lambda row: row.area)
        for area, same in groupby(open_, key=lambda row: row.area):
            answers[area] = _asked(area, list(same))
    return tuple(_with(row, answers.get(row.area)) for row in rows)


def safe(row: Row) -> Row:
    if row.access is not None and row.phi is not None:
        return row
    why = (*row.why, Reason("taken as authenticated: nobody decided"))
    return msgspec.structs.replace(row, access=Access.AUTHENTICATED, phi=row.phi or (), why=why)


def _with(row: Row, access: Access | None) -> Row:
    return row if row.access else msgspec.structs.replace(row, access=access)


def _asked(area: str, rows: Sequence[Row]) -> Access | None:
    """Ask who may see the routes of an area for which the code has no sign."""
    named = ", ".join(row.path for row in rows[:SHOWN]) + (" …" if len(rows) > SHOWN else "")
    count = "1 route has" if len(rows) == 1 else f"{len(rows):,} routes have"
    question = f"{count} no sign of a login under {area} ({clean.plain(named)}): authenticated, public, or later?"
    answer: str = click.prompt(question, default=LATER, value_proc=_answer)
    return None if answer == LATER else Access(answer)


def _answer(text: str) -> str:
    """Return the answer that a text begins."""
    answers = (*(access.value for access in Access), LATER)
    found = next((one for one in answers if text.strip() and one.startswith(text.strip().lower())), None)
    if found is None:
        raise click.BadParameter("expected authenticated, public or later; the first letter will do")
    return found
