"""``pixelgate completion``: complete commands and options in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from pixelgate.cli import output

HELP = {
    "bash": "pixelgate completion bash >> ~/.bashrc",
    "zsh": "pixelgate completion zsh >> ~/.zshrc",
    "fish": "pixelgate completion fish > ~/.config/fish/completions/pixelgate.fish",
}


@click.command(epilog="\b\nInstall:\n" + "\n".join(f"  {line}" for line in HELP.values()))
@click.argument("shell", type=click.Choice(list(HELP)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print the script that completes commands and options in your SHELL."""
    found = get_completion_class(shell)
    if found is not None:
        output.say(found(ctx.find_root().command, {}, "pixelgate", "_PIXELGATE_COMPLETE").source())
    return output.CLEAN
