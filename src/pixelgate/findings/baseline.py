"""The baseline: findings that were there when the gate was put up, each accepted with a reason. New ones still fail.

One entry a line (JSON), sorted, without dates or line numbers, so that two branches merge and a rebuilt bundle changes
nothing. An entry accepts one finding on one route: the same tracker on another route is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from pixelgate.errors import Complaint, ManifestError
from pixelgate.findings.exempt import part
from pixelgate.findings.fingerprint import stable_path
from pixelgate.findings.model import Finding, Report, Status, Verdict
from pixelgate.graph.model import RouteGraph

FILE = "pixelgate-baseline.jsonl"
"""The name of the file; it lies beside the manifest."""

APPROVALS = "pixelgate-approvals.jsonl"
"""The file in which its code owners approve what a change takes from the gate; its lines are those of a baseline."""


class Entry(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """One accepted finding on one route (empty for a finding without a route), and why. ``path`` is for people."""

    path: str
    rule: str
    fingerprint: str
    route: str
    reason: str
    vendor: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.fingerprint, self.route


_DECODER = msgspec.json.Decoder(Entry)


def load(data: bytes, path: str) -> tuple[Entry, ...]:
    """Return the entries of a baseline, sorted, each finding and route once (a merge may leave two).

    Raises:
        ManifestError: With a complaint for each line that is no entry.

    """
    entries: dict[tuple[str, str], Entry] = {}
    complaints = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            entry = _entry(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            complaints.append(Complaint(path, number, 1, "", f"no entry of a baseline: {error}", _HELP))
        else:
            entries.setdefault(entry.key, entry)
    if complaints:
        count = "a mistake" if len(complaints) == 1 else f"{len(complaints)} mistakes"
        raise ManifestError(f"{path} has {count}", tuple(complaints))
    return tuple(sorted(entries.values()))


_HELP = "resolve the merge, or delete the line and run `pixelgate baseline create --reason …`"


def _entry(line: bytes) -> Entry:
    entry = _DECODER.decode(line)
    if not entry.reason.strip():
        raise msgspec.ValidationError("`reason` is empty")
    return entry


def dump(entries: Iterable[Entry]) -> str:
    """Return the text of a baseline."""
    return "".join(msgspec.json.encode(entry).decode() + "\n" for entry in sorted(entries))


def accept(
    findings: Iterable[Finding], entries: Sequence[Entry], graph: RouteGraph, *, status: Status = Status.BASELINED
) -> tuple[Finding, ...]:
    """Return the findings, each split into what the entries accept and what is open.

    A baseline accepts what is found in the code; with ``EXEMPTED`` the entries are approvals, which accept what a
    change takes from the gate itself, and nothing else.
    """
    books = Books({entry.key: entry.reason for entry in entries}, status, graph)
    return tuple(one for finding in findings for one in books.split(finding)) if entries else tuple(findings)


class Books(msgspec.Struct, frozen=True):
    """Reasons by finding and route, and what they make of a finding."""

    reasons: Mapping[tuple[str, str], str]
    status: Status
    graph: RouteGraph

    def split(self, finding: Finding) -> Iterator[Finding]:
        """Yield the part of a finding that stays open, then the part that is accepted."""
        if finding.status is not Status.OPEN or finding.rule.gate is not (self.status is Status.EXEMPTED):
            yield finding
            return
        accepted = [v for v in finding.verdicts if (finding.fingerprint, self._route(v)) in self.reasons]
        whole = not finding.verdicts and (finding.fingerprint, "") in self.reasons
        left = [v for v in finding.verdicts if v not in accepted]
        if left or not (accepted or whole):
            yield part(finding, left, self.graph, because=finding.because) if accepted else finding
        if accepted or whole:
            yield self._accepted(finding, accepted)

    def _accepted(self, finding: Finding, verdicts: Sequence[Verdict]) -> Finding:
        routes = [self._route(verdict) for verdict in verdicts] or [""]
        said = "; ".join(dict.fromkeys(self.reasons[finding.fingerprint, route] for route in routes))
        verb = f"Approved by {APPROVALS}" if finding.rule.gate else f"Accepted by {FILE}"
        if verdicts:
            return part(finding, verdicts, self.graph, because=f"{verb}: {said}.", status=self.status)
        return msgspec.structs.replace(finding, because=f"{verb}: {said}.", status=self.status)

    def _route(self, verdict: Verdict) -> str:
        return self.graph.routes[verdict.chain.route].route.path


def entries(report: Report, reason: str, *, gate: bool = False) -> tuple[Entry, ...]:
    """Return an entry for every route of every open or accepted finding; with ``gate``, of the relaxations instead."""
    return tuple(
        sorted(
            entry
            for finding in report.findings
            if finding.status in {Status.OPEN, Status.BASELINED} and finding.rule.gate is gate
            for entry in _entries(finding, report, reason)
        )
    )


def _entries(finding: Finding, report: Report, reason: str) -> Iterator[Entry]:
    path = stable_path(finding.location.path)
    for route in [report.routes[v.chain.route].node.route.path for v in finding.verdicts] or [""]:
        yield Entry(path, finding.rule.name, finding.fingerprint, route, reason, finding.vendor)


class Change(msgspec.Struct, frozen=True):
    """What sets a baseline apart from the findings of today: findings it lacks, entries that match none."""

    new: tuple[Entry, ...]
    gone: tuple[Entry, ...]


def compare(entries: Iterable[Entry], today: Iterable[Entry]) -> Change:
    """Return what a baseline lacks of today's findings, and what it has beside them."""
    known, found = {entry.key: entry for entry in entries}, {entry.key: entry for entry in today}
    return Change(
        tuple(entry for key, entry in found.items() if key not in known),
        tuple(entry for key, entry in known.items() if key not in found),
    )
