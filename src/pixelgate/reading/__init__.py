"""Read the files of a tree: what did not change from the cache, the rest over all cores."""

from pixelgate.reading.folder import Place, place
from pixelgate.reading.how import How, Progress
from pixelgate.reading.origins import origins
from pixelgate.reading.reader import Reader, unreadable

__all__ = ["How", "Place", "Progress", "Reader", "origins", "place", "unreadable"]
