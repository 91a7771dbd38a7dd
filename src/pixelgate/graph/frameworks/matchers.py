"""Which routes a middleware of Next.js runs for, and which of them it guards. Its regular expressions are never run."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks import guards
from pixelgate.graph.frameworks.patterns import joined, of_colons, valid
from pixelgate.graph.frameworks.scripts import definition, parts, strings, values
from pixelgate.graph.model import Guard
from pixelgate.manifest import match
from pixelgate.parse.outline import Outline
from pixelgate.parse.values import Array, Constant, Object, Value

_EXCEPT = re.compile(r"/\(\(\?!(?P<not>.*)\)(?:\.\*|[^()]*)\)?\)?")
_PROTECTED = re.compile(r"(?i)(?:is)?_?(?:protected|private|auth\w*|secured?|guarded)\w*")
_PUBLIC = re.compile(r"(?i)(?:is)?_?(?:public|open|guest|unprotected|anonymous|allowed)\w*")
_TAIL = re.compile(r"\(?\.\*\)?|:[\w$]+[*+?]?|\*.*|\$|\\")
_STOP = re.compile(r"[\[\](){}*+?:$^]")


class Proxy(msgspec.Struct, frozen=True):
    """What a middleware says: where it runs, which addresses it names as guarded or as open, and its guards."""

    matchers: tuple[str, ...]
    protected: tuple[str, ...]
    public: tuple[str, ...]
    found: tuple[Guard, ...]
    login: tuple[str, ...]

    def guards(self, pattern: str) -> tuple[Guard, ...]:
        """Return the guards of a route; none where it does not run, and none of the page that one logs in at."""
        path = match.example(pattern)
        if not self.found or any(begins(path, one) for one in self.login):
            return ()
        if self.matchers and not any(runs(one, path) for one in self.matchers):
            return ()
        if self.protected:
            return self.found if any(begins(path, one) for one in self.protected) else ()
        if self.public:
            return () if any(begins(path, one) for one in self.public) else self.found
        return self.found


def proxy(outline: Outline | None) -> Proxy | None:
    """Read a ``middleware`` or ``proxy`` file."""
    found = guards.in_outline(outline)
    if outline is None or not found:
        return None
    config = definition(outline, "config")
    matcher = config.value.get("matcher") if config and isinstance(config.value, Object) else None
    login = (text for value in values(outline) for text in strings(value) if guards.is_login(text))
    return Proxy(
        tuple(_sources(matcher)),
        tuple(_named(outline, _PROTECTED)),
        tuple(_named(outline, _PUBLIC)),
        found,
        tuple(dict.fromkeys(login)),
    )


def _sources(matcher: Value | None) -> Iterator[str]:
    for option in matcher.items if isinstance(matcher, Array) else (matcher,):
        source = option.get("source") if isinstance(option, Object) else option
        if isinstance(source, Constant) and isinstance(source.value, str):
            yield source.value


def _named(outline: Outline, name: re.Pattern[str]) -> Iterator[str]:
    """Yield the addresses in lists whose name tells what they are: ``protectedRoutes``, ``isPublicRoute``."""
    for one in outline.definitions:
        if name.fullmatch(one.name):
            for value in parts(one.value):
                listed = value.items if isinstance(value, Array) else ()
                yield from (text for item in listed for text in strings(item) if text.startswith("/"))


def runs(matcher: str, path: str) -> bool:
    """Tell whether a matcher takes in a path; where it holds more than is read here, it is taken to."""
    outside = _EXCEPT.fullmatch(matcher)
    if outside:
        first = path.lstrip("/")
        return not any(first.startswith(_start(one)) for one in outside["not"].split("|") if _start(one))
    return match.matches(valid(joined(of_colons(matcher))), path)


def begins(path: str, pattern: str) -> bool:
    """Tell whether a path lies at or below the part of a pattern that is written out."""
    plain = _TAIL.split(pattern, maxsplit=1)[0]
    if plain == pattern:
        return path.rstrip("/") == pattern.rstrip("/") or (
            pattern != "/" and path.startswith(pattern.rstrip("/") + "/")
        )
    return path.startswith(plain) or path == plain.rstrip("/")


def _start(alternative: str) -> str:
    return _STOP.split(alternative.replace("\\", "").strip("/"), maxsplit=1)[0].removesuffix(".")
