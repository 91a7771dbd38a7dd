"""``pixelgate fleet``: the gate over many repositories."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from pixelgate.cli import output
from pixelgate.cli.console import color_option, style
from pixelgate.errors import ManifestError, UsageError
from pixelgate.fleet import (
    Fleet,
    Outcome,
    Repository,
    Status,
    Store,
    Unit,
    load_fleet,
    local,
    merged,
    on_dask,
    plan,
    share,
    summary,
)
from pixelgate.fleet.engine import outcomes
from pixelgate.fleet.plan import key
from pixelgate.reading.work import cores


class Options(TypedDict):
    """The command line of ``fleet run``."""

    file: Path
    results: Path | None
    shard: tuple[int, int] | None
    jobs: int | None
    dask: str | None
    anew: bool
    color: str
    quiet: bool


class Merge(TypedDict):
    """The command line of ``fleet merge``."""

    folders: tuple[Path, ...]
    results: Path
    color: str


EPILOG = """\b
fleet.toml:
  version = 1

  [fleet]
  results   = "fleet-results"     # what comes out; a rerun skips what is done
  seconds   = 900                 # each repository may take so long
  megabytes = 4096                # and so much

  [[repository]]
  path = "../portal"              # a folder, as it is

  [[repository]]
  git      = "https://git.example.org/web/booking.git"
  revision = "main"               # default: HEAD

\b
Exit codes:
  0  every repository is clean
  1  findings in one
  2  the command line or fleet.toml is wrong
  3  a repository failed: nothing was verified in it, whatever the others say
  4  a defect of pixelgate

\b
Examples:
  pixelgate fleet run fleet.toml
  pixelgate fleet run fleet.toml --shard 2/8 --results shard-2
  pixelgate fleet merge shard-* --results all
  pixelgate fleet run fleet.toml --dask tcp://scheduler:8786
"""

_FOLDER = click.Path(path_type=Path, file_okay=False)


class _Group(click.Group):
    """A group whose first word may be a file: ``fleet fleet.toml`` runs it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(ctx, args if args and args[0] in self.commands else ["run", *args])


@click.group(cls=_Group, epilog=EPILOG, no_args_is_help=True)
def command() -> None:
    """Check many repositories: each at its commit, within limits, once.

    `fleet FILE` is short for `fleet run FILE`. What the file names by git URL is fetched by your own git, which is the
    only use of the network; nothing of what is fetched is run.
    """


def _shard(ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Read ``i/n``."""
    del ctx, parameter
    if value is None:
        return None
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", value)
    number, of = map(int, found.groups()) if found else (0, 0)
    if not 1 <= number <= of:
        raise click.BadParameter(f"expected i/n with i from 1 to n, such as 2/8, found {value}")
    return number, of


@command.command("run")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--results", type=_FOLDER, metavar="FOLDER", help="Instead of the folder of results that the file names.")
@click.option("--shard", callback=_shard, metavar="I/N", help="Check only the I-th of N parts.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Repositories at once. Default: the cores.")
@click.option("--dask", metavar="ADDRESS", help="Check on the dask cluster of this scheduler, such as tcp://host:8786.")
@click.option("--anew", is_flag=True, help="Check again what is done.")
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Tell no repository as it ends.")
def _run(**options: Unpack[Options]) -> int:
    """Check the repositories of a file."""
    fleet = _load(options["file"])
    store = Store((options["results"] or Path(fleet.results)).absolute())
    store.prepare()
    chosen = share(fleet.repositories, *(options["shard"] or (1, 1)))
    found = {outcome.name: outcome for outcome in _checked(_units(fleet, chosen), store, options)}
    ordered = [found[repository.name] for repository in chosen]
    return _told([repository.name for repository in fleet.repositories], ordered, store, options["color"])


def _load(file: Path) -> Fleet:
    try:
        return load_fleet(file.read_bytes(), file)
    except OSError as error:
        raise ManifestError(f"cannot read {file}: {error.strerror or error}") from error


def _units(fleet: Fleet, chosen: Sequence[Repository]) -> tuple[Unit, ...]:
    today = dt.date.today().isoformat()  # noqa: DTZ011 - an exemption ends with the local day
    return plan(fleet, chosen, day=today)


def _checked(units: Sequence[Unit], store: Store, options: Options) -> Iterator[Outcome]:
    """Yield what is done already, then the rest as it comes, which is kept at once."""
    known = {} if options["anew"] else {unit: store.recall(unit.repository.name, key(unit)) for unit in units}
    yield from (outcome for outcome in known.values() if outcome)
    left = [unit for unit in units if not known.get(unit)]
    engine = on_dask(options["dask"]) if options["dask"] else local(options["jobs"] or cores())
    for number, outcome in enumerate(outcomes(engine, left), 1):
        store.keep(outcome)
        if not options["quiet"]:
            output.tell(f"  {number:,} of {len(left):,}  {outcome.name}: {outcome.status.value}\n")
        yield outcome


@command.command("merge")
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--results", type=_FOLDER, required=True, metavar="FOLDER", help="Folder that takes what comes out.")
@color_option
def _merge(**options: Unpack[Merge]) -> int:
    """Put the results of shards together; what no shard has checked has failed."""
    names, found = merged([Store(folder) for folder in options["folders"]])
    store = Store(options["results"].absolute())
    if any(folder.resolve() == store.folder.resolve() for folder in options["folders"]):
        raise UsageError(f"--results {options['results']}: choose another folder than those that are merged")
    store.prepare()
    for outcome in found:
        store.keep(outcome)
    return _told(names, found, store, options["color"])


def _told(names: Sequence[str], found: Sequence[Outcome], store: Store, color: str) -> int:
    """Write the summary in every form and return the exit code."""
    store.list(names, found)
    output.save(store.folder / "fleet.html", summary.page(found))
    summary.database(found, store.folder / "fleet.sqlite")
    output.say(summary.text(found, style(sys.stdout, color)))
    statuses = {outcome.status for outcome in found}
    if Status.FAILED in statuses:
        return output.NOTHING
    return output.FINDINGS if Status.FINDINGS in statuses else output.CLEAN
