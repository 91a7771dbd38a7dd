"""package.json and its kin, tsconfig.json, import maps: which packages are declared, and what aliases stand for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

import msgspec

from pixelgate.parse.document import Element
from pixelgate.parse.values import pattern as known_text

_DEPENDENCIES = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies", "bundledDependencies")
_DECLARATION = re.compile(r"(?:^|/)(?:package|bower|libman|[tj]sconfig(?:\.[\w-]+)?)\.json$")
_BUILT = re.compile(r"^(?:dist|build|out|lib|es|esm|cjs)/")
_VERSION = re.compile(r"(?<=.)@[^@/]*$")
_COMMENT_OR_STRING = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_MAPS = frozenset({"importmap", "importmap-shim", "systemjs-importmap"})


class Declared(msgspec.Struct, frozen=True):
    """Bare module names, and ``(prefix, target)`` aliases with targets relative to the root of the tree.

    An empty prefix stands before another configuration whose aliases hold where there are none; the last one first.
    """

    packages: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()


def declared(path: str, text: str) -> Declared | None:
    """Read a package.json, bower.json, libman.json, tsconfig.json or jsconfig.json; ``None`` for any other file.

    Text that is not the JSON object it should be declares nothing.
    """
    name = posixpath.basename(path)
    if name in {"package.json", "bower.json"}:
        return _package(path, _loads(text))
    if name == "libman.json":
        return Declared(tuple(sorted(_libraries(_loads(text)))))
    if declares(path):
        return _compiler_paths(path, _loads(_without_comments(text)))
    return None


def declares(path: str) -> bool:
    """Tell whether a file is one that declares what bare module names mean."""
    return _DECLARATION.search(path) is not None


def is_import_map(element: Element) -> bool:
    """Tell whether an element of a page is an import map, of the browser or of a loader of modules."""
    kind = element.attribute("type") if element.tag == "script" else None
    return kind is not None and known_text(kind.value).strip().lower() in _MAPS


def import_map(path: str, text: str) -> Declared:
    """Read the JSON of an import map in a page (WHATWG HTML, "import map parse result"); bad JSON declares nothing.

    Targets that are not relative to the page stay addresses: ``/js/x.js``, ``https://cdn.example/x.js``. What a scope
    says of a name for some modules is kept beside what the map says for all.
    """
    said = _loads(text)
    here = posixpath.dirname(path)
    tables = (_table(said.get("imports")), *map(_table, _table(said.get("scopes")).values()))
    written = ((key, target) for table in tables for key, target in table.items() if isinstance(target, str))
    return Declared(aliases=tuple((key, posixpath.join(here, to) if to.startswith(".") else to) for key, to in written))


def _loads(text: str) -> dict[str, object]:
    try:
        value: object = msgspec.json.decode(text.lstrip("\ufeff").encode(errors="replace"))
    except (msgspec.DecodeError, RecursionError):
        return {}
    return _table(value)


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _without_comments(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _COMMENT_OR_STRING.sub(lambda m: m[1] or " ", text))


def _package(path: str, data: dict[str, object]) -> Declared:
    names = {name for group in _DEPENDENCIES for name in _names(data.get(group))}
    own = data.get("name")
    if isinstance(own, str):
        names.add(own)
    here = posixpath.dirname(path)
    imports = _table(data.get("imports"))
    aliases = tuple((key, posixpath.join(here, t)) for key, t in imports.items() if isinstance(t, str))
    workspace = isinstance(own, str) and posixpath.basename(path) == "package.json"
    named = _own_name(str(own), here, data) if workspace else ()
    return Declared(tuple(sorted(names)), (*aliases, *named))


def _own_name(name: str, here: str, data: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield what the package's name and paths below it stand for in other packages of a workspace.

    What is built, and so is in no repository, stands for the source of the same name.
    """
    offered = [(".", text) for key in ("source", "module", "browser", "main") if isinstance(text := data.get(key), str)]
    offered += _exported(".", data.get("exports"))
    for key, target in offered:
        below = posixpath.normpath(target)
        source = _BUILT.sub("src/", posixpath.splitext(below)[0] if "*" not in below else below)
        for path in dict.fromkeys((below, source)):
            yield name + key.removeprefix("."), posixpath.join(here, path)
    for path in ("index", "src/index", "src/main"):
        yield name, posixpath.join(here, path)
    for path in ("*", "src/*"):
        yield f"{name}/*", posixpath.join(here, path)


def _exported(key: str, value: object, room: int = 6) -> Iterator[tuple[str, str]]:
    """Yield the files that ``exports`` offers, under whatever condition, with the sub-path of each (``./shell``)."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict) and room:
        for name, inner in value.items():
            yield from _exported(name if name.startswith(".") else key, inner, room - 1)


def _libraries(data: dict[str, object]) -> set[str]:
    """Return the names of the libraries that the library manager of Visual Studio fetches (``jquery@3.7.1``)."""
    listed = data.get("libraries")
    names = (_table(one).get("library") for one in listed) if isinstance(listed, list) else ()
    return {_VERSION.sub("", name) for name in names if isinstance(name, str)}


def _names(group: object) -> list[str]:
    return [name for name in group if isinstance(name, str)] if isinstance(group, dict | list) else []


def _compiler_paths(path: str, data: dict[str, object]) -> Declared:
    options = _table(data.get("compilerOptions"))
    base_url = options.get("baseUrl")
    base = posixpath.join(posixpath.dirname(path), base_url if isinstance(base_url, str) else "")
    aliases: list[tuple[str, str]] = []
    for key, targets in _table(options.get("paths")).items():
        written = (t for t in targets if isinstance(t, str)) if isinstance(targets, list) else ()
        aliases.extend((key, posixpath.normpath(posixpath.join(base, target))) for target in written)
    if isinstance(base_url, str):
        aliases.append(("*", posixpath.normpath(posixpath.join(base, "*"))))
    return Declared(aliases=(*aliases, *_extended(path, data.get("extends"))))


def _extended(path: str, written: object) -> Iterator[tuple[str, str]]:
    for name in reversed(_names(written if isinstance(written, list) else [written])):
        if name.startswith("."):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
            yield "", target if target.endswith(".json") else f"{target}.json"
