"""Which file a reference means. The only module that guesses; a failed guess comes back with its reason."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from urllib.parse import unquote, urlsplit

import msgspec

from pixelgate.facts.helpers import PREFIX as HELPER
from pixelgate.facts.model import Connection, FileFacts, Reference
from pixelgate.graph import modules
from pixelgate.graph.chunks import Chunks
from pixelgate.graph.handed import Handed
from pixelgate.graph.modules import Modules
from pixelgate.graph.parties import Parties
from pixelgate.graph.places import Places
from pixelgate.parse.dialects import DIALECTS, template_extension
from pixelgate.parse.dialects import engine as engine_of
from pixelgate.parse.template.dialect import Dialect

_RELATIVE_ENGINES = frozenset({"django", "nunjucks"})
_PLAIN = Dialect("")
_BARE = "whoever loads this script: a module of its bundle, or a branch that browsers do not take"
_FETCHED = re.compile(r"(?:^|/)(?:libs?|bower_components|node_modules|vendor)/(?P<name>@[^/]+/[^/]+|[^/]+)/")
"""Where tools put the packages that a project declares, below its web root."""

_ADDRESS = re.compile(r"https?://|/")
_YII = "yii:"
_NEXT_STATIC = "/_next/static/"
_DEEPEST = 4
"""No bundle depends on others over more others than this."""

_AUTO = "auto:"
_SPROCKETS, _GEM = "sprockets:", "a gem"
_ASSETS = ("app/assets/javascripts", "lib/assets/javascripts", "vendor/assets/javascripts", "app/javascript")
_ON_INCLUDE_PATH = re.compile(r"([A-Z]\w*)(?:/[\w.-]+)+\.php")
_SHEETS = ("scss", "sass", "less", "styl", "css")
_MACHINE = ("/etc/", "/usr/", "/var/", "/opt/", "/home/", "/srv/")


class Resolution(msgspec.Struct, frozen=True):
    """The files a reference means, why it is not (wholly) resolved, and who else supplies it (``provided``)."""

    paths: tuple[str, ...] = ()
    reason: str = ""
    provided: str = ""


class Resolver(msgspec.Struct, frozen=True):
    """Everything look-up needs: the tree's paths, its places, modules and chunks, and whose host is whose.

    ``entries`` are what manifests of assets list, ``defined`` the files that define a template of a name inside them.
    """

    paths: AbstractSet[str]
    places: Places
    modules: Modules
    parties: Parties = Parties()
    chunks: Chunks = Chunks()
    handed: Handed = Handed()
    entries: Mapping[str, tuple[str, ...]] = {}
    defined: Mapping[str, tuple[str, ...]] = {}
    named: dict[tuple[str, str, str, str, str], tuple[str, ...]] = msgspec.field(default_factory=dict)

    def resolve(self, reference: Reference, source: FileFacts) -> Resolution:
        """Find the files a reference of a file means.

        Every name is tried; with ``reference.first`` the first that exists is taken, else all are.
        """
        if reference.computed and self.handed.catalog(reference.expression):
            return Resolution(provided="package django")
        found: list[str] = []
        missing: list[str] = []
        provider = ""
        known = self._handed(reference, source)
        reference = msgspec.structs.replace(reference, names=known, first=False, computed=False) if known else reference
        for name in reference.names:
            paths, by = self._look_up(reference, name, source)
            if not paths and reference.kind == "link":
                paths = self._sheet(reference, name, source)
            found += [path for path in paths if path not in found]
            provider = provider or by
            if not paths and not by:
                missing.append(name)
            if found and reference.first and not reference.computed:
                break
        if found and reference.first:
            missing = []
        return Resolution(tuple(found), self._reason(reference, missing), provider)

    def _handed(self, reference: Reference, source: FileFacts) -> tuple[str, ...]:
        """Return the templates of the tree that code gives a computed name."""
        if not reference.computed or reference.names or reference.space != "template":
            return ()
        names = self.handed.templates(reference.expression)
        return tuple(name for name in names if any(self._look_up(reference, name, source)))

    def _reason(self, reference: Reference, missing: list[str]) -> str:
        if reference.computed or not reference.names:
            return f"its name is computed ({reference.expression})" if reference.expression else "its name is computed"
        if not missing:
            return ""
        names = " or ".join(f"“{name}”" for name in missing)
        return f"no file {names} in {self._searched(reference)}"

    def _searched(self, reference: Reference) -> str:
        match reference.space:
            case "template":
                roots = [root or "." for tier in self.places.templates for root in tier]
                return "the template roots " + ", ".join(roots) if roots else "the tree (it has no template roots)"
            case "static":
                return "the static folders " + (", ".join(f or "." for f in self.places.static) or "(there are none)")
            case "module":
                return "the tree, and no package.json or import map declares it"
            case "entry":
                return "the tree: no manifest of assets lists it"
            case "chunk":
                return "the tree: no file says that it is this chunk of the bundle, and no runtime names its file"
            case _:
                return "the folders that are served"

    def _look_up(self, reference: Reference, name: str, source: FileFacts) -> tuple[tuple[str, ...], str]:
        match reference.space:
            case "template" if reference.part == name and name in self.defined:
                return self._definers(name, source)
            case "template" | "static":
                kind = "static" if reference.space == "static" else reference.kind
                found = self._named(kind, name, source) or (self._asset(name, source) if kind == "static" else ())
                return found, "" if found else self._brought(name, source)
            case "module":
                found, by = self._module(name, source)
                return found, by or (_BARE if reference.kind == "require" and name[:1] not in {".", "/"} else "")
            case "chunk":
                return self.chunks.find(name, source.path, self.paths), self.chunks.provider(name)
            case "file":
                path = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), name))
                return self._listed(path), ""
            case "entry":
                found = self._entry(name, source)
                return found, "" if found else self._lister(name)
            case _:
                found = self._url(name, source)
                return found, "" if found else self._fetched(name, source)

    def _sheet(self, reference: Reference, name: str, source: FileFacts) -> tuple[str, ...]:
        """Find what a preprocessor makes a style sheet of: ``a.scss`` for ``a.css``, ``_b.scss`` for ``@use "b"``."""
        stem, _, ending = name.rpartition(".")
        if ending != "css" and (source.dialect != "css" or stem):
            return ()
        folder, slash, last = (stem or name).rpartition("/")
        names = (f"{folder}{slash}{mark}{last}.{end}" for end in _SHEETS for mark in ("", "_"))
        return next((found for one in names if (found := self._look_up(reference, one, source)[0])), ())

    def _definers(self, name: str, source: FileFacts) -> tuple[tuple[str, ...], str]:
        """Return the file that defines a template inside it; where several do, each page parses its own with it."""
        files = self.defined[name]
        own = (source.path,) if source.path in files else files
        return (own, "") if len(own) == 1 else ((), "the page that is shown: several files define it")

    def _entry(self, name: str, source: FileFacts, room: int = _DEEPEST) -> tuple[str, ...]:
        """Find the scripts behind a name that a manifest of assets lists; the file itself where it is one's path."""
        plain = name.partition(":")[2]
        if name.startswith(_SPROCKETS):
            near = (self._near(f"{folder}/{plain}", source) for folder in _ASSETS)
            return next((found for found in near if found), ())
        listed = self.entries.get(name, ())
        if name.startswith((_AUTO, HELPER)):
            return _nearest(listed, source.path)
        bundles = [one for one in listed if one.startswith(_YII)] if room else []
        files = [self._url(one, source) if one.startswith("/") else self._listed(one) for one in listed]
        files += [self._entry(one, source, room - 1) for one in bundles]
        return tuple(dict.fromkeys(path for found in files for path in found)) or self._existing(plain)

    def _lister(self, name: str) -> str:
        """Say who brings an entry that has no script in the tree: a gem, a module of Drupal, a library of styles."""
        if name.startswith(_SPROCKETS):
            return _GEM
        if name.startswith(_YII):
            return "a bundle without scripts" if name in self.entries else "a package of Yii"
        system, _, library = name.partition(":")
        owner = library.partition("/")[0]
        inside = any(one.startswith(f"{system}:{owner}/") for one in self.entries)
        return f"{owner} of Drupal" if system == "drupal" and not inside else ""

    def _asset(self, name: str, source: FileFacts) -> tuple[str, ...]:
        """Find what a build has made of a script; ``/js/app.js`` and ``js/app.js`` are one name."""
        plain = name.lstrip("/")
        found = (self._entry(f"asset:{one}", source) for one in (plain, f"/{plain}") if f"asset:{one}" in self.entries)
        return next((files for files in found if files), ())

    def _listed(self, path: str) -> tuple[str, ...]:
        return self._matching(path, [""]) if "{}" in path else self._existing(path)

    def _fetched(self, url: str, source: FileFacts) -> str:
        """Return who brings a file below the web root: a declared package, a proxy, or nobody."""
        written = _FETCHED.search(url)
        provided = modules.provided(written["name"], source.path, self.modules) if written else ""
        return provided if provided.startswith("package ") else self.handed.proxy(url)

    def _brought(self, name: str, source: FileFacts) -> str:
        """Say who brings a template or static file that is not in the tree, or nothing."""
        if source.dialect == "php" and name.startswith(_MACHINE):
            return "the machine that runs the site"
        library = _ON_INCLUDE_PATH.fullmatch(name) if source.dialect == "php" else None
        if library and not any(f"/{folder}".endswith(f"/{library[1]}") for folder in self.places.folders):
            return "a library on PHP's include path"
        return self.handed.provider(name)

    def _existing(self, path: str) -> tuple[str, ...]:
        path = posixpath.normpath(path).lstrip("/")
        return (path,) if path in self.paths else ()

    def _named(self, kind: str, name: str, source: FileFacts) -> tuple[str, ...]:
        """Find what a name means; files in one folder and of one engine mean the same by it."""
        ending = "" if source.dialect in DIALECTS else template_extension(source.path)
        key = (kind, name, source.dialect, ending, source.path.rpartition("/")[0])
        if key not in self.named:
            engine = engine_of(source.path, source.dialect) or _PLAIN
            self.named[key] = self._by_engine(engine, kind, name, source)
        return self.named[key]

    def _by_engine(self, engine: Dialect, kind: str, name: str, source: FileFacts) -> tuple[str, ...]:
        """Find what a name means by the rules of the file's own engine: which files it may be, and where."""
        look_up = self._static if kind == "static" else self._template
        for candidate in engine.files(kind, name):
            found = (self._near(candidate, source) if engine.near else ()) or look_up(candidate, source)
            if found:
                return found
        return ()

    def _near(self, name: str, source: FileFacts) -> tuple[str, ...]:
        """Find a file in the folder of another or above it, the nearest first; ``/name`` from the outermost inward."""
        folder = posixpath.dirname(source.path)
        if name.startswith(("./", "../")):
            return self._existing(posixpath.join(folder, name))
        folders = [folder]
        while folders[-1]:
            folders.append(posixpath.dirname(folders[-1]))
        if "{}" in name:
            matches = (self._matching(name, [place]) for place in folders)
            return next((found for found in matches if found), ())
        if name.startswith("/"):
            folders.reverse()
        tries = (self._existing(posixpath.join(place, name.lstrip("/"))) for place in folders)
        return next((found for found in tries if found), ())

    def _template(self, name: str, source: FileFacts) -> tuple[str, ...]:
        if "{}" in name:
            return self._matching(name, [root for tier in self.places.templates for root in tier])
        if name.startswith(("./", "../")) and source.dialect in _RELATIVE_ENGINES:
            return self._existing(posixpath.join(posixpath.dirname(source.path), name))
        name = name.removeprefix("./").lstrip("/")
        for tier in self.places.templates:
            found = tuple(p for root in tier if (p := posixpath.join(root, name)) in self.paths)
            if found:
                return found
        return self._existing(name)

    def _matching(self, name: str, folders: Iterable[str]) -> tuple[str, ...]:
        """List the files below these folders that a name with unknown parts may mean."""
        glob = fnmatch.translate(name.lstrip("/").replace("[", "[[]").replace("{}", "*"))
        match = re.compile(r"(?:.*/)?(?:" + glob + ")").match
        roots = tuple(root + "/" if root else "" for root in folders)
        return tuple(sorted(p for p in self.paths if p.startswith(roots) and match(p))) if roots else ()

    def _static(self, name: str, _: FileFacts) -> tuple[str, ...]:
        name = re.split(r"[?#]", name, maxsplit=1)[0].lstrip("/")
        if "{}" in name:
            return self._matching(name, self.places.static)
        tries = (self._existing(posixpath.join(folder, name)) for folder in self.places.static)
        return next((found for found in tries if found), ()) or self._existing(name)

    def _module(self, name: str, source: FileFacts) -> tuple[tuple[str, ...], str]:
        plain = name.partition("?")[0]
        if "{}" in plain:
            return self._globbed(plain, source)
        if re.match(r"(https?:)?//|/", plain):
            return self._address(plain, source)
        for bases in modules.candidates(plain, source.path, self.modules):
            meant = [self._address(one, source) if _ADDRESS.match(one) else (self._extended(one), "") for one in bases]
            found = tuple(dict.fromkeys(path for paths, _ in meant for path in paths))
            if found or any(map(_ADDRESS.match, bases)):
                return found, "" if found else next((by for _, by in meant if by), "")
        by = modules.provided(name, source.path, self.modules)
        return ((), by) if by or modules.PACKAGE.fullmatch(plain) is None else self._undeclared(plain, source)

    def _globbed(self, name: str, source: FileFacts) -> tuple[tuple[str, ...], str]:
        """List the files that a pattern brings, at whatever depth: where there is none, it brings nothing."""
        inside = modules.candidates(name, source.path, self.modules)
        bases = (name.lstrip("/"),) if name.startswith("/") else (one for group in inside for one in group)
        tries = (self._matching(posixpath.normpath(base), [""]) for base in bases)
        found = next((files for files in tries if files), ())
        return found, "" if found else "a pattern that no file matches"

    def _undeclared(self, name: str, source: FileFacts) -> tuple[tuple[str, ...], str]:
        """Find a bare name that nothing declares: below a folder that a bundler may search, else it is a package's.

        Where such a folder has the name's first word, it is the project's own, and a file of it is missing.
        """
        package = modules.package_name(name)
        for folder in modules.searched(source.path):
            if found := modules.existing(posixpath.join(folder, name), self.paths):
                return (found,), ""
            if "/" in name and posixpath.join(folder, package) in self.places.folders:
                return (), ""
        return (), f"package {package}, which nothing in the tree declares"

    def _address(self, url: str, source: FileFacts) -> tuple[tuple[str, ...], str]:
        """Return the file of a module that is written as an address, or that it comes from another site."""
        extended = (self._extended(url) or self._url(f"{url}.js", source)) if url.startswith("/") else ()
        found = self._url(url, source) or extended
        return found, "another site" if not found and "//" in url[:8] else ""

    def _extended(self, path: str) -> tuple[str, ...]:
        found = modules.existing(path, self.paths)
        return (found,) if found else ()

    def _url(self, url: str, source: FileFacts) -> tuple[str, ...]:
        try:
            parts = urlsplit(url.strip())
        except ValueError:
            return ()
        path = unquote(parts.path)
        if parts.netloc:
            found = self._served(f"//{parts.hostname}{path}")
            owned = self._served(path) if not found and self.parties.owns(parts.hostname or "") else ()
            return found or owned or self._built(path, source)
        if not path.startswith("/"):
            here = self._existing(posixpath.join(posixpath.dirname(source.path), path))
            if here:
                return here
            path = posixpath.normpath("/" + path)
            return self._around(path[1:], source) or self._served(path) or self._above(path[1:], source)
        return self._around(path.lstrip("/"), source) or self._served(path) or self._built(path, source)

    def _built(self, path: str, source: FileFacts) -> tuple[str, ...]:
        """Find a script that Next built, below whatever base path or host it is served: its name is of its content."""
        at = path.find(_NEXT_STATIC)
        if at < 0:
            return ()
        return self._around(path[at:].lstrip("/"), source) or self._served(path[at:])

    def _above(self, path: str, source: FileFacts) -> tuple[str, ...]:
        """Find a path that is relative to the page, wherever that is served from: in the nearest folder that has it."""
        folder = posixpath.dirname(source.path)
        while folder:
            folder = posixpath.dirname(folder)
            if found := self._existing(posixpath.join(folder, path)):
                return found
        return ()

    def _around(self, path: str, source: FileFacts) -> tuple[str, ...]:
        """Find a path in the web roots beside a file and above it, the nearest first: several sites in one tree."""
        folder = posixpath.dirname(source.path)
        while folder:
            for root in self.places.roots.get(folder, ()):
                if found := self._page(posixpath.join(root, path)):
                    return found
            folder = posixpath.dirname(folder)
        return ()

    def _served(self, address: str) -> tuple[str, ...]:
        """Return the file behind a path, or behind ``//host/path`` where the manifest says which folder that is."""
        for prefix, folder in self.places.served:
            if address.startswith(prefix) and prefix.startswith("//") == address.startswith("//"):
                rest = address[len(prefix) :].lstrip("/") or "."
                found = self._page(posixpath.normpath(posixpath.join(folder, rest)))
                if found:
                    return found
        return ()

    def serves(self, connection: Connection) -> bool:
        """Tell whether an absolute address is the site's own: by its host, a static prefix, or as Next built it."""
        hosts = {prefix[2:].partition("/")[0] for prefix, _ in self.places.served if prefix.startswith("//")}
        return connection.host in hosts or self.parties.owns(connection.host) or self._is_built(connection.url)

    def _is_built(self, url: str) -> bool:
        return _NEXT_STATIC in url and self._url(url, FileFacts("")) != ()

    def _page(self, path: str) -> tuple[str, ...]:
        """Return the file at a served path: itself, a folder's index.html, or the page without its extension."""
        path = path.lstrip("/")
        for candidate in (path, f"{path}/index.html".lstrip("./"), f"{path}.html"):
            if candidate in self.paths:
                return (candidate,)
        return ()


def _nearest(paths: Iterable[str], source: str) -> tuple[str, ...]:
    """Return the files that share most folders with another: applications side by side have names of their own."""
    shared = {path: len(posixpath.commonprefix([path.split("/"), source.split("/")])) for path in paths}
    return tuple(path for path, many in shared.items() if path != source and many == max(shared.values()))
