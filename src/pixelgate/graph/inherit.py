"""Template inheritance: which parts of a chain of templates come out on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from pixelgate.facts.model import FileFacts
from pixelgate.graph.model import Step
from pixelgate.parse.dialects import DIALECTS
from pixelgate.parse.template.names import UNKNOWN


class Template(msgspec.Struct, frozen=True):
    """What inheritance asks of a file: its blocks, and whether each renders the parent's too.

    ``whole``: what it says outside of its blocks is rendered, though it extends another.
    """

    path: str
    blocks: Mapping[str, bool]
    whole: bool


class Layer(msgspec.Struct, frozen=True):
    """One template of a chain, and the steps that lead to it."""

    template: Template
    steps: tuple[Step, ...]


class Chain(msgspec.Struct, frozen=True):
    """A template and what it extends, the most derived first. ``complete`` is false when a parent is not known."""

    layers: tuple[Layer, ...]
    complete: bool = True

    def live(self, depth: int, regions: Sequence[str]) -> bool:
        """Tell whether a fact of the layer at ``depth``, inside these regions, comes out on the page.

        What a child says outside its blocks is not rendered; a block is rendered unless a more derived template
        overrides it without asking for the parent's content; a block that no ancestor has is never asked for.
        """
        if len(self.layers) == 1:
            return True
        template = self.layers[depth].template
        blocks = [name for name in regions if name in template.blocks]
        if depth < len(self.layers) - 1:
            if not blocks:
                return template.whole
            above = [layer.template.blocks for layer in self.layers[depth + 1 :]]
            if self.complete and not any(UNKNOWN in known or name in known for name in blocks for known in above):
                return False
        return all(child.template.blocks.get(name, True) for name in blocks for child in self.layers[:depth])


def template(file: FileFacts) -> Template:
    """Return a file as a template."""
    dialect = DIALECTS.get(file.dialect)
    blocks: dict[str, bool] = {}
    for region in file.regions:
        if region.kind == "block":
            blocks[region.name] = blocks.get(region.name, False) or region.parent
    return Template(file.path, blocks, dialect is None or not dialect.inherits)
