"""``pixelgate csp``: the policy that a route needs."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Unpack

import click

from pixelgate import pipeline
from pixelgate.cli import output
from pixelgate.cli.options import manifest_option, output_option, quiet_option
from pixelgate.cli.project import load
from pixelgate.cli.reading import ReadingOptions, reading, reading_options
from pixelgate.cli.route import wanted
from pixelgate.findings.tight import tight
from pixelgate.graph.model import RouteGraph
from pixelgate.reading import Reader
from pixelgate.reporters import csp as reporter


class Options(ReadingOptions):
    """The command line of ``csp``."""

    route: str
    manifest: Path | None
    syntax: str | None
    output_: Path | None
    quiet: bool


EPILOG = """\b
Examples:
  pixelgate csp /appointments/:id
  pixelgate csp /appointments/:id --for nginx
"""

_AT_HAND = {
    r".*nginx.*|.*\.conf": "nginx",
    r"\.htaccess|httpd.*|apache.*": "apache",
    r"Caddyfile.*": "caddy",
    r"[Ww]eb.*\.config": "iis",
    r"_headers": "_headers",
    r"netlify\.toml": "netlify",
    r"vercel\.json": "vercel",
    r"firebase\.json": "firebase",
    r"staticwebapp\.config\.json": "azure",
    r"next\.config\..*": "next",
}
"""The name of a file that sends a policy now -> its syntax."""


@click.command(epilog=EPILOG)
@click.argument("route")
@click.option(
    "--for",
    "syntax",
    type=click.Choice(tuple(reporter.SYNTAXES)),
    help="Where it is to be sent from; default: where one is sent from now.",
)
@manifest_option
@output_option
@reading_options
@quiet_option
def command(**options: Unpack[Options]) -> int:
    """Write the tightest Content Security Policy with which the pages of ROUTE still work, and no tracker does.

    It names what the code of the pages loads from elsewhere, trackers aside, and the hashes of their inline scripts.
    """
    output.check_target(options["output_"])
    project = load(options["manifest"])
    route = wanted(project, options["route"])
    with reading(project, options, quiet=options["quiet"]) as how:
        reader = Reader(project.tree, project.catalog, how)
        graph = pipeline.link(reader, project.manifest, pipeline.read(reader))
    policy = tight(graph, project.catalog, route.order)
    syntax = options["syntax"] or _at_hand(graph)
    output.emit(reporter.render(policy, _beginning(route.path), syntax), options["output_"])
    output.tell(reporter.remarks(policy))
    return output.CLEAN


def _beginning(pattern: str) -> str:
    """Return the literal beginning of a pattern, up to the last slash before what varies."""
    plain = re.match(r"[^:*{(]*", pattern)
    text = plain[0] if plain else "/"
    return text if text == pattern else text[: text.rfind("/") + 1]


def _at_hand(graph: RouteGraph) -> str:
    """Return the syntax of the first file that sends a policy."""
    for reach in graph.policies:
        name = posixpath.basename(reach.fact.location.path)
        for shape, syntax in _AT_HAND.items():
            if reach.fact.scope and re.fullmatch(shape, name):
                return syntax
    return "header"
