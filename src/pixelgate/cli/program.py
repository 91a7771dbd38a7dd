"""The command group. A command's module is imported when the command runs, so that ``--version`` stays instant."""

from __future__ import annotations

from importlib import import_module

import click

from pixelgate import __version__
from pixelgate.cli import output

COMMANDS = {
    "init": "Write the manifest from what the code says: routes, logins, what pages bear.",
    "check": "Fail when a tracker is reachable on a page that patients use.",
    "sightings": "List every tracker in the code, without routes; needs no manifest.",
    "routes": "List every route with what guards it, its pages and its verdict.",
    "trace": "Draw what one route is put together from, and the trackers in it.",
    "baseline": "Accept today's findings, each with a reason; new ones still fail.",
    "csp": "Write the Content Security Policy that a route needs, and that lets no tracker in.",
    "fleet": "Check many repositories, here or on a cluster, and sum up.",
    "explain": "Explain a rule: what fires it, why it matters, what to do.",
    "rules": "List all rules with their severity on each tier of route.",
    "vendors": "List the trackers pixelgate knows, or all it knows about one.",
    "schema": "Print the JSON Schema of the manifest or of an output format.",
    "completion": "Print the script that completes commands and options in your shell.",
}
"""Name -> what it does, in the order of the help page."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads only the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"pixelgate.cli.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from pixelgate.cli.nearest import unknown

            raise click.UsageError(unknown("command", args[0], COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


EPILOG = """\b
Start here:
  pixelgate init                     which routes are there, and who may see them?
  pixelgate sightings                which trackers are in this code base?
  pixelgate check                    is one reachable where it must not be?
  pixelgate explain tracker-event    what does this finding mean?
"""


@click.group(
    cls=LazyGroup, epilog=EPILOG, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, "-V", "--version", prog_name="pixelgate", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context) -> None:
    """Stop the next patient-data leak before it deploys.

    pixelgate reads a web code base without running it, finds tracking pixels and what they send, and follows each route
    of pixelgate.toml through its layouts, partials and scripts. It fails the build when a tracker is reachable on a
    page behind a login, or on one that bears health information. It never uses the network.
    """
    if ctx.invoked_subcommand is None:
        output.refuse("no command given")
        output.tell(f"\n{ctx.get_help()}\n")
        ctx.exit(output.USAGE)
