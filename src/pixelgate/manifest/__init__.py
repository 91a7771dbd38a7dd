"""The route manifest: find it, read it, match its routes."""

from pixelgate.manifest.find import find_manifest
from pixelgate.manifest.known import Known
from pixelgate.manifest.load import load_manifest
from pixelgate.manifest.schema import schema

__all__ = ["Known", "find_manifest", "load_manifest", "schema"]
