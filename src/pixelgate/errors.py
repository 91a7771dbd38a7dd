"""What a user can fix, and where. Every error names the place, what was expected and what to do next."""

from __future__ import annotations

import msgspec


class PixelgateError(Exception):
    """Stop with exit code 2: what the command line or the configuration asks for cannot be carried out."""


class UsageError(PixelgateError):
    """Stop because the command line asks for something that is not there."""


class Complaint(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong with a configuration file.

    ``line`` and ``column`` count from 1; ``column`` in Unicode code points. ``help`` says what to do next.
    """

    path: str
    line: int
    column: int
    key: str
    message: str
    help: str = ""


class ManifestError(PixelgateError):
    """Stop because the manifest is missing or wrong; carries every complaint at once."""

    def __init__(self, message: str, complaints: tuple[Complaint, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.complaints = complaints


class CatalogError(PixelgateError):
    """Stop because a vendor file breaks its schema; carries every complaint at once."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        first = complaints[0]
        super().__init__(f"{first.path}:{first.line}: {first.message}")
        self.complaints = complaints
