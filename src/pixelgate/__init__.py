"""pixelgate: fail the build when a tracker is reachable on a page that patients use."""

__version__ = "0.1.0"
