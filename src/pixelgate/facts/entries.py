"""What the manifests of asset pipelines say: which files stand behind the name that a template gives a script.

A name is ``system:name`` (``encore:app``, ``bundle:~/bundles/portal``); what is behind it is a path of the tree, with
``{}`` for unknown parts, or an address of the site (``/build/app.1f.js``). Shapes: Encore's ``entrypoints.json``,
``webpack-stats.json`` of django-webpack-loader, the manifests of Vite and webpack, ``importmap.rb``, ``importmap.php``,
``BundleConfig.cs``, ``*.libraries.yml`` of Drupal, ``addEntry`` in ``webpack.config.js``; and, for what may be used
without an import (``auto:MyBanner``), where files lie.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

import msgspec

from pixelgate.facts import aliases, unimported

Pair = tuple[str, str]
OF_PAGE, EVERYWHERE, BELOW = "next-page:", "next-every:", "next-base:"
"""Begin the names of what Next's manifests list: scripts of the page whose code lies at a path, scripts of all pages,
the path below which a build is served."""

_ADDED = re.compile(r"\.addEntry\(\s*['\"]([^'\"\n]+)['\"]\s*,\s*['\"]([^'\"\n]+)['\"]")
_PIN = re.compile(r"(?m)^\s*pin\s+['\"]([^'\"\n]+)['\"](?:[^#\n]*?\bto:\s*['\"]([^'\"\n]+)['\"])?")
_PINNED = re.compile(r"(?m)^\s*pin_all_from\s+['\"]([^'\"\n]+)['\"](?:[^#\n]*?\bunder:\s*['\"]([^'\"\n]+)['\"])?")
_MAPPED = re.compile(r"['\"]([^'\"\n]+)['\"]\s*=>\s*\[[^\[\]]{0,400}?['\"]path['\"]\s*=>\s*['\"]([^'\"\n]+)['\"]")
_BUNDLE = re.compile(r"\bScriptBundle\(\s*\"([^\"\n]+)\"[^)\n]*\)([^;]{0,4000})")
_TEXT = re.compile(r"\"([^\"\n]+)\"")
_YII = re.compile(r"\bclass\s+(\w+)\s+extends\s+\\?(?:yii\\web\\)?AssetBundle\b")
_PHP_TEXT = re.compile(r"['\"]([^'\"\n]+)['\"]")
_VERSION = re.compile(r"\{version\}|\*")
_CHUNK = re.compile(r"static/chunks/[^\"\\]+\.js")
_SERVER_CHUNK = re.compile(r"R\.c\(\"(server/chunks/[^\"\\]+\.js)\"\)")
_REFERENCES = "_client-reference-manifest.js"
_BUILD = ".next"
_LIBRARY = re.compile(r"(?m)^([\w.-]+):[ \t]*(?:#.*)?$")


class Listed(msgspec.Struct, frozen=True):
    """Names of scripts with what is behind them, and the aliases of modules that the same file declares."""

    entries: tuple[Pair, ...] = ()
    aliases: tuple[Pair, ...] = ()


def declares(path: str) -> bool:
    """Tell whether a file is a manifest of assets, by its name."""
    return _reader(path) is not None


def listed(path: str, text: str) -> Listed:
    """Read a manifest of assets; text that is none lists nothing."""
    read = _reader(path)
    return read(path, text) if read else Listed()


def _yii(path: str, text: str) -> Listed:
    """Read a bundle of Yii: its scripts below the web root or where they are published from, and what it depends on."""
    name = _YII.search(text)
    if name is None:
        return Listed()
    root = posixpath.dirname(posixpath.dirname(path))
    published = re.search(r"\$sourcePath\s*=\s*['\"]@app/([^'\"\n]+)['\"]", text)
    folder = posixpath.join(root, published[1] if published else "web")
    scripts = [one for one in _PHP_TEXT.findall(_list("js", text)) if one.endswith((".js", ".mjs"))]
    files = [one if "//" in one else posixpath.join(folder, one.lstrip("/")) for one in scripts]
    others = [f"yii:{one.rpartition(chr(92))[2]}" for one in _PHP_TEXT.findall(_list("depends", text))]
    others += [f"yii:{one}" for one in re.findall(r"(\w+)::class", _list("depends", text))]
    return Listed(tuple((f"yii:{name[1]}", one) for one in ("", *files, *others)))


def _list(name: str, text: str) -> str:
    found = re.search(rf"\${name}\s*=\s*(?:\[|array\()([^;]{{0,4000}});", text)
    return found[1] if found else ""


def _reader(path: str) -> Callable[[str, str], Listed] | None:
    name = posixpath.basename(path)
    ending = next((read for end, read in _ENDINGS.items() if name.endswith(end)), None)
    known = _READERS.get(name) or ending
    if known is None and f"{_BUILD}/server/" in path and name.endswith(".js"):
        return _written
    if known is None and aliases.configures(path):
        return _configuration
    return _offered if known is None and unimported.offers(path) else known


def _references(path: str, text: str) -> Listed:
    """Read which chunks hold the client components of a page that Next built."""
    page = f"{OF_PAGE}{path.removesuffix(_REFERENCES)}.js"
    return Listed(tuple((page, chunk) for chunk in dict.fromkeys(_CHUNK.findall(text))))


def _written(path: str, text: str) -> Listed:
    """Read which parts the code of a page has that Next runs on a server."""
    return Listed(tuple((f"{OF_PAGE}{path}", part) for part in dict.fromkeys(_SERVER_CHUNK.findall(text))))


def _build(path: str, text: str) -> Listed:
    """Read what Next built for all pages of ``app``, and for each page of ``pages``."""
    folder = posixpath.dirname(path)
    if posixpath.basename(folder) != _BUILD:
        return Listed()
    data = _json(text)
    pairs = [(f"{EVERYWHERE}{folder}/app", file) for file in _texts(data.get("rootMainFiles"))]
    for route, files in _table(data.get("pages")).items():
        page = f"{OF_PAGE}{folder}/server/pages{'/index' if route == '/' else route}.js"
        name = f"{EVERYWHERE}{folder}/pages" if route == "/_app" else page
        pairs += [(name, file) for file in _texts(files)]
    return Listed(tuple(pair for pair in pairs if pair[1].endswith(".js")))


def _routes(path: str, text: str) -> Listed:
    """Read below which path the pages are served that Next built."""
    folder, base = posixpath.dirname(path), _json(text).get("basePath")
    if posixpath.basename(folder) != _BUILD or not isinstance(base, str) or not base:
        return Listed()
    return Listed(((f"{BELOW}{folder}", base),))


def _json(text: str) -> dict[str, object]:
    try:
        value: object = msgspec.json.decode(text.encode(errors="replace"))
    except (msgspec.DecodeError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _entrypoints(_: str, text: str) -> Listed:
    points = _table(_json(text).get("entrypoints"))
    return Listed(
        tuple((f"encore:{name}", file) for name, of in points.items() for file in _texts(_table(of).get("js")))
    )


def _statistics(_: str, text: str) -> Listed:
    data = _json(text)
    assets = _table(data.get("assets"))
    pairs = []
    for name, files in _table(data.get("chunks")).items():
        for file in files if isinstance(files, list) else ():
            known = _table(assets.get(file)) if isinstance(file, str) else _table(file)
            address = known.get("publicPath") or known.get("name") or file
            if isinstance(address, str) and address.endswith(".js"):
                pairs.append((f"webpack:{name}", address))
    return Listed(tuple(pairs))


def _manifest(path: str, text: str) -> Listed:
    """Read Vite's manifest (``{"src/main.js": {"file": …}}``), or that of webpack (``{"main.js": "/main.1f.js"}``)."""
    data = _json(text)
    folder = posixpath.dirname(path).removesuffix(".vite").rstrip("/")
    pairs = []
    for name, value in {**data, **_table(data.get("files"))}.items():
        file = _table(value).get("file")
        if isinstance(file, str):
            pairs.append((f"asset:{name}", posixpath.join(folder, file)))
        elif isinstance(value, str):
            pairs.append((f"asset:{name}", value))
    return Listed(tuple(pairs))


def _importmap_rb(path: str, text: str) -> Listed:
    root = posixpath.join(posixpath.dirname(posixpath.dirname(path)), "app/javascript")
    pins = [(name, to or f"{name}.js") for name, to in _PIN.findall(text)]
    files = [(name, to if "://" in to else posixpath.join(root, to)) for name, to in pins]
    base = posixpath.dirname(posixpath.dirname(path))
    below = [(posixpath.join(base, folder), under) for folder, under in _PINNED.findall(text)]
    aliases = [*files, *((f"{under}/*", f"{folder}/*") for folder, under in below if under)]
    aliases += [(under, f"{folder}/index.js") for folder, under in below if under]
    return Listed(tuple((f"importmap:{name}", file) for name, file in files), tuple(aliases))


def _importmap_php(path: str, text: str) -> Listed:
    here = posixpath.dirname(path)
    files = tuple((name, posixpath.normpath(posixpath.join(here, to))) for name, to in _MAPPED.findall(text))
    return Listed(tuple((f"importmap:{name}", file) for name, file in files), files)


def _webpack(path: str, text: str) -> Listed:
    here = posixpath.dirname(path)
    added = _ADDED.findall(text)
    entries = tuple((f"encore:{name}", posixpath.normpath(posixpath.join(here, to))) for name, to in added)
    return Listed(entries, tuple(aliases.aliases(path, text)))


def _configuration(path: str, text: str) -> Listed:
    return Listed(aliases=tuple(aliases.aliases(path, text)))


def _offered(path: str, text: str) -> Listed:
    return Listed(tuple(dict.fromkeys(unimported.offered(path, text))))


def _bundles(_: str, text: str) -> Listed:
    """Read the bundles of ASP.NET MVC 5: ``new ScriptBundle("~/bundles/x").Include("~/Scripts/a-{version}.js")``."""
    found = ((name, file) for name, of in _BUNDLE.findall(text) for file in _TEXT.findall(of) if file[:1] == "~")
    return Listed(tuple((f"bundle:{name}", _VERSION.sub("{}", file.removeprefix("~/"))) for name, file in found))


def _drupal(path: str, text: str) -> Listed:
    """Read the names of the libraries that a theme or module declares; the file itself says what they load."""
    owner = posixpath.basename(path).removesuffix(".libraries.yml")
    return Listed(tuple((f"drupal:{owner}/{name}", path) for name in _LIBRARY.findall(text)))


_ENDINGS: dict[str, Callable[[str, str], Listed]] = {
    ".libraries.yml": _drupal,
    _REFERENCES: _references,
    "Asset.php": _yii,
    "Assets.php": _yii,
    "Bundle.php": _yii,
}
_READERS: dict[str, Callable[[str, str], Listed]] = {
    "build-manifest.json": _build,
    "entrypoints.json": _entrypoints,
    "routes-manifest.json": _routes,
    "webpack-stats.json": _statistics,
    "manifest.json": _manifest,
    "mix-manifest.json": _manifest,
    "asset-manifest.json": _manifest,
    "importmap.rb": _importmap_rb,
    "importmap.php": _importmap_php,
    "webpack.config.js": _webpack,
    "BundleConfig.cs": _bundles,
}
