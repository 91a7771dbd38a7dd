"""The options that say how files are read: over how many processes, and with the cache or without."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypedDict, TypeVar

import click

from pixelgate.cli.progress import progress
from pixelgate.cli.project import Project
from pixelgate.reading import How, Place, place

Command = TypeVar("Command", bound=Callable[..., object])


class ReadingOptions(TypedDict):
    """What the command line says of it."""

    jobs: int | None
    no_cache: bool


def reading_options(command: Command) -> Command:
    """Add the options to a command."""
    jobs = click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Read in at most N processes. Default: one on each core, if there is enough to read.",
    )
    no_cache = click.option(
        "--no-cache",
        is_flag=True,
        help="Read every file anew; else what did not change is taken from .pixelgate_cache or $PIXELGATE_CACHE_DIR.",
    )
    return jobs(no_cache(command))


@contextmanager
def reading(project: Project, options: ReadingOptions, *, quiet: bool) -> Iterator[How]:
    """Yield how to read a project, while progress is shown."""
    with progress(quiet=quiet) as step:
        yield How(options["jobs"] or 0, None if options["no_cache"] else _cache(project), step)


def _cache(project: Project) -> Place | None:
    """Return the place of the cache: without a manifest nothing says that the folder is a project of this program's."""
    chosen = os.environ.get("PIXELGATE_CACHE_DIR", "")
    return place(project.tree, chosen=chosen) if chosen or project.manifest.path else None
