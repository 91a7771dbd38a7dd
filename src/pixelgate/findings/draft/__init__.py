"""A manifest as the code suggests it: rows with who may see them and what they bear, each with its evidence."""

from pixelgate.findings.draft.bears import bearing
from pixelgate.findings.draft.model import Draft, Reason, Row
from pixelgate.findings.draft.rows import routes, rows
from pixelgate.findings.draft.site import Seen, site

__all__ = ["Draft", "Reason", "Row", "Seen", "bearing", "routes", "rows", "site"]
