"""Check many repositories: a unit for each repository and commit, carried out anywhere, kept once."""

from pixelgate.fleet.engine import Engine, local, on_dask
from pixelgate.fleet.load import load_fleet
from pixelgate.fleet.model import Fleet, Outcome, Repository, Status, Unit
from pixelgate.fleet.plan import plan, share
from pixelgate.fleet.store import Store, merged

__all__ = [
    "Engine",
    "Fleet",
    "Outcome",
    "Repository",
    "Status",
    "Store",
    "Unit",
    "load_fleet",
    "local",
    "merged",
    "on_dask",
    "plan",
    "share",
]
