"""Template inheritance: which parts of a chain of templates come out on the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec

from pixelgate.facts.model import FileFacts
from pixelgate.graph.model import Step
from pixelgate.parse.dialects import DIALECTS
from pixelgate.parse.template.names import UNKNOWN


class Layer(msgspec.Struct, frozen=True):
    """One template of a chain, and the steps that lead to it."""

    facts: FileFacts
    steps: tuple[Step, ...]


class Chain(msgspec.Struct, frozen=True, dict=True):
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
        blocks = [name for name in regions if name in self._blocks[depth]]
        if depth < len(self.layers) - 1:
            if not blocks:
                return self._outside_is_rendered(depth)
            if self.complete and not any(
                self._defines(d, b) for b in blocks for d in range(depth + 1, len(self.layers))
            ):
                return False
        return all(self._survives(depth, name) for name in blocks)

    def _outside_is_rendered(self, depth: int) -> bool:
        dialect = DIALECTS.get(self.layers[depth].facts.dialect)
        return dialect is None or not dialect.inherits

    @cached_property
    def _blocks(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(r.name for r in layer.facts.regions if r.kind == "block") for layer in self.layers)

    def _defines(self, depth: int, name: str) -> bool:
        return name in self._blocks[depth] or UNKNOWN in self._blocks[depth]

    def _survives(self, depth: int, name: str) -> bool:
        """Tell whether every more derived definition of a block renders its parent's content."""
        for child in self.layers[:depth]:
            definitions = [r for r in child.facts.regions if r.kind == "block" and r.name == name]
            if definitions and not any(r.parent for r in definitions):
                return False
        return True
