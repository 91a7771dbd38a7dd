"""Narrow what is shown to some paths; what is analysed, and the verdict, stay whole."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pixelgate.findings.model import Finding, Report
from pixelgate.tree import Stamp, Tree


def narrowed(report: Report, paths: Sequence[str]) -> Report:
    """Return the report with the findings and problems that lie in, or whose chains go through, one of the paths."""
    if not paths:
        return report
    return msgspec.structs.replace(
        report,
        findings=tuple(finding for finding in report.findings if any(within(path, paths) for path in _passed(finding))),
        problems=tuple(routed for routed in report.problems if within(routed.problem.location.path, paths)),
    )


def within(path: str, folders: Sequence[str]) -> bool:
    """Tell whether a path is one of some paths, or below one."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _passed(finding: Finding) -> set[str]:
    """Return every file on the way to a finding, the manifest aside."""
    steps = (step for verdict in finding.verdicts for step in verdict.chain.steps if step.kind != "route")
    return {finding.location.path, *(step.location.path for step in steps)}


class Part:
    """A tree of which only some paths are listed."""

    def __init__(self, tree: Tree, paths: Sequence[str]) -> None:
        self._tree = tree
        self._paths = tuple(paths)

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        return tuple(problem for problem in self._tree.problems if within(problem[0], self._paths))

    def paths(self) -> tuple[str, ...]:
        return tuple(path for path in self._tree.paths() if within(path, self._paths))

    def exists(self, path: str) -> bool:
        return self._tree.exists(path)

    def stamp(self, path: str) -> Stamp | None:
        return self._tree.stamp(path)

    def read(self, path: str) -> bytes:
        return self._tree.read(path)
