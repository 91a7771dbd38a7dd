"""What a URL or a module specifier means: an address outside the page, or names of files of the project."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

import msgspec

from pixelgate.facts.targets import url_text
from pixelgate.parse.document import Directive, Document
from pixelgate.parse.values import ANY, Constant, Hole, Text, Unknown, Value
from pixelgate.parse.values import constant as known
from pixelgate.source import Span

_UNKNOWN = "{}"
_EXTERNAL = re.compile(r"(?:(?:http|ws)s?:)?[/\\]{2}(?:[^/?#@]*@)?(?P<host>[^/?#:\\]+)", re.IGNORECASE)
_SCHEME = re.compile(r"(?:\{\})?[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ASSET = re.compile(r"[\w.]+\(\s*['\"]([^'\"]+\.[cm]?js)['\"][^()]*\)")  # a project's own helper: asset_path("app.js")
_TAG = re.compile(r"\w*static\w*\s+['\"]([^'\"]+)['\"]")  # a project's own tag: versioned_static 'app.js'
_HOST = re.compile(r"(?:(?:\{\}|https?)*:?//)?(?:\{\})+/?")
_MADE = re.compile(r"['\"]\s*\+|\+\s*['\"]|\{\{[^{}]*\}\}|<%")
"""What another language puts into a URL: JavaScript in a string of PHP, the template of a library in the browser."""

_PATH = re.compile(r"/?[\w@][\w@./+~-]*")
_AFTER = re.compile(r"[?#].*|(?<=\.js|\.ts)(?:\{\})+$|(?<=\.mjs|\.cjs|\.css)(?:\{\})+$", re.DOTALL)
"""What follows the name of a file in a URL; a template may write the query whole (``app.js{{ version }}``)."""


class External(msgspec.Struct, frozen=True):
    """An address outside the page. ``host`` is in lower case and may begin with ``{}.`` where a part is not known."""

    host: str
    url: str


class Internal(msgspec.Struct, frozen=True):
    """Names of files, in one of the spaces of ``Reference``; without names they are computed, by ``expression``."""

    space: str
    names: tuple[str, ...] = ()
    expression: str = ""


Located = External | Internal | None


class Locators(msgspec.Struct, frozen=True):
    """What the URLs of one document depend on: its ``<base>`` and the directives that print URLs."""

    base: str = ""
    directives: Mapping[Span, Directive] = {}

    @classmethod
    def of(cls, document: Document) -> Locators:
        base = next((e.attribute("href") for e in document.elements if e.tag == "base" and e.attribute("href")), None)
        printed = {directive.span: directive for directive in document.directives}
        return cls(known(base.value) or "" if base else "", printed)

    def url(self, value: Value) -> Located:
        """Return what a URL means; ``None`` for what is none (``#top``, ``data:``, an empty string)."""
        text = url_text(value)
        own = self._on_own_host(value)
        if own is not None:
            return own
        leading = _leading_hole(value)
        if leading is not None:
            return self._after_hole(leading, text.removeprefix(_UNKNOWN), value)
        if self.base and _EXTERNAL.match(self.base) and not _EXTERNAL.match(text) and not _SCHEME.match(text):
            text = _join(self.base, text)
        found = _EXTERNAL.match(text)
        if found:
            return _external(unquote(found["host"]).lower(), text, value)
        path = _name(text)
        if not path or _SCHEME.match(text):
            return None
        if _UNKNOWN in path or _MADE.search(path):
            return _computed("url", value)
        return Internal("url", (_join(self.base, path),))

    def module(self, value: Value) -> Located:
        """Return what a module specifier means."""
        text = url_text(value)
        found = _EXTERNAL.match(text)
        if found:
            return _external(unquote(found["host"]).lower(), text, value)
        if not text or text.startswith(("data:", "blob:")):
            return None
        return Internal("module", (text,)) if _UNKNOWN not in text or _is_glob(value) else _computed("module", value)

    def _on_own_host(self, value: Value) -> Located:
        """Return the static file behind a host that is computed (``{{ host }}{% static "app.js" %}``)."""
        parts = value.parts if isinstance(value, Text) else ()
        for at, part in enumerate(parts):
            directive = self.directives.get(part.span) if isinstance(part, Hole) and at else None
            if isinstance(part, Hole) and directive and directive.kind == "static":
                before = re.sub(r"\s+", "", url_text(Text(parts[:at], value.span)))
                rest = url_text(Text(parts[at + 1 :], value.span))
                return self._after_hole(part, rest, value) if _HOST.fullmatch(before) else None
        return None

    def _after_hole(self, hole: Hole, rest: str, value: Value) -> Located:
        """Return what a URL means that a template directive begins."""
        directive = self.directives.get(hole.span)
        names = tuple(_name(name + rest) for name in directive.names) if directive else ()
        if directive and directive.kind == "static" and names and not any(_UNKNOWN in name for name in names):
            return Internal("static", names)
        rest = _name(rest)
        if directive is None and _PATH.fullmatch(rest):
            return Internal("static", (rest.lstrip("/"),))
        asset = _ASSET.fullmatch(hole.expression) or _TAG.fullmatch(hole.expression)
        if asset and not rest:
            return Internal("static", (asset[1].lstrip("/"),))
        return _computed("url", value)


def _name(url: str) -> str:
    """Return a URL without its query, and without the space that a silent directive leaves."""
    return _AFTER.sub("", url).strip()


def _is_glob(value: Value) -> bool:
    """Tell whether all that is open in a specifier stands for every file there is, as a bundler takes a pattern."""
    return isinstance(value, Text) and all(
        isinstance(part, Constant) or (isinstance(part, Unknown) and part.path == ANY) for part in value.parts
    )


def _leading_hole(value: Value) -> Hole | None:
    match value:
        case Hole():
            return value
        case Text(parts=(Hole() as hole, *_)):
            return hole
        case _:
            return None


def _external(host: str, url: str, value: Value) -> Located:
    """Return an address whose site is known; the unknown rest of a host does not matter."""
    site = host.split(".")[-2:]
    return _computed("url", value) if any(_UNKNOWN in label for label in site) else External(host, url)


def _computed(space: str, value: Value) -> Internal:
    return Internal(space, (), spelled(value))


def _join(base: str, path: str) -> str:
    """Resolve a relative path against the page's ``<base>``."""
    if not base or path.startswith("/"):
        return path
    return posixpath.join(posixpath.dirname(base) if not base.endswith("/") else base, path)


def spelled(value: Value) -> str:
    """Return a value as its author might write it: ``{{ base }}/${name}.js``."""
    match value:
        case Constant():
            return known(value) or ""
        case Hole(expression=expression):
            return f"{{{{ {expression} }}}}"
        case Unknown(path=path):
            return f"${{{path}}}"
        case Text(parts=parts):
            return "".join(map(spelled, parts))
        case _:
            return _UNKNOWN
