"""Which files render which route, and which pages no route claims."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from pixelgate.facts.model import FileFacts
from pixelgate.facts.store import Facts
from pixelgate.graph.places import Places
from pixelgate.manifest import match
from pixelgate.manifest.model import Route
from pixelgate.tree import glob_matches

_WILD = re.compile(r"[*?{]")
_MAIL = re.compile(
    r"(^|/)(e?mails?|(?:\w+_)?mailers?|e?mail[_-]?templates?|mailings?|notifications?)(/|$)|(^|/)email[_-]"
    r"|(^|/)layouts/_?mailer\.|\.mjml(\.|$)"
)
_INDEX = re.compile(r"(^|/)index\.x?html?$")


def named(patterns: Iterable[str], paths: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files that a row's ``pages`` name, and the patterns that match nothing; paths are sorted."""
    found: dict[str, None] = {}
    missing = []
    for pattern in patterns:
        matched = [path for path in _beginning(pattern, paths) if glob_matches(pattern, path)]
        matched = [pattern] if pattern in matched else matched
        found.update(dict.fromkeys(matched))
        if not matched:
            missing.append(pattern)
    return tuple(found), tuple(missing)


def _beginning(pattern: str, paths: Sequence[str]) -> Sequence[str]:
    """Return the paths that begin as all do that a pattern may match."""
    start = _WILD.split(pattern, maxsplit=1)[0].removeprefix("./").rstrip("/")
    first = bisect_left(paths, start)
    return paths[first : bisect_right(paths, start, first, key=lambda path: path[: len(start)])]


def served(facts: Facts, places: Places) -> Iterator[tuple[str, str]]:
    """Yield each file that a web server shows as it is (a whole HTML document outside template roots), and its URL."""
    roots = tuple(root + "/" for tier in places.templates for root in tier if root)
    for path, file in sorted(facts.shared.items()):
        if file.page and file.dialect == "html" and not file.documentation and not path.startswith(roots):
            yield path, address(path, places)


def address(path: str, places: Places) -> str:
    """Return the address of a file that a web server finds by its path."""
    for prefix, folder in places.served:
        if folder == "" or path.startswith(folder + "/"):
            url = prefix + path[len(folder) :].lstrip("/")
            return _INDEX.sub(r"\1", url)
    return "/" + path


def claim(routes: Sequence[Route], urls: Iterable[tuple[str, str]]) -> tuple[dict[int, list[str]], list[str]]:
    """Give every served page to the row that matches its URL best; return the pages by row, and those of no row.

    A page may also be asked for without its extension, so ``/about.html`` is claimed by ``/about`` too.
    """
    pages: dict[int, list[str]] = {}
    rest = []
    index = match.RouteIndex(routes)
    for path, url in urls:
        bare = re.sub(r"\.x?html?$", "", url)
        owners = [owner for owner in (index.best(url), index.best(bare)) if owner]
        if owners:
            owner = min(owners, key=lambda row: (match.precedence(row.path), row.order))
            pages.setdefault(owner.order, []).append(path)
        else:
            rest.append(path)
    return pages, rest


def is_mail(path: str) -> bool:
    """Tell whether a template is one of mails, by its folder or name."""
    return _MAIL.search(path) is not None


def whole(file: FileFacts) -> bool:
    """Tell whether a file is a page by itself, not a part of others."""
    return not file.documentation and (file.page or any(r.kind == "extends" for r in file.references))


def orphans(whole: Iterable[str], places: Places, used: AbstractSet[str]) -> Iterator[str]:
    """Yield the templates that are whole pages and that no other template uses: some view must render them."""
    roots = tuple(root + "/" if root else "" for tier in places.templates for root in tier)
    return (path for path in whole if path.startswith(roots) and path not in used and not is_mail(path))
