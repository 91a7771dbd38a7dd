"""Who must log in by Spring Security: rules by path, the first that matches; annotations; ``web.xml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks import leaving
from pixelgate.graph.frameworks.classes import Class, Classes
from pixelgate.graph.frameworks.said import first, given, last, plain, text, texts, walk
from pixelgate.graph.model import Guard
from pixelgate.manifest.match import example
from pixelgate.parse.outline import Call, Definition

_MATCHERS = frozenset(
    {"requestMatchers", "antMatchers", "mvcMatchers", "regexMatchers", "pathMatchers", "securityMatcher"}
)
_ALL = frozenset({"anyRequest", "anyExchange"})
_OPEN = frozenset({"permitAll", "anonymous"})
_ASK = frozenset(
    {
        "authenticated",
        "fullyAuthenticated",
        "hasRole",
        "hasAnyRole",
        "hasAuthority",
        "hasAnyAuthority",
        "access",
        "denyAll",
        "rememberMe",
    }
)
_TOKEN = re.compile(r"/\*\*$|\*\*|\*|\?|[^*?]+?(?=/\*\*$|[*?]|$)")
_GLOBS = {"/**": "(?:/.*)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_MARKS = frozenset({"PreAuthorize", "PostAuthorize", "Secured", "RolesAllowed", "DenyAll"})


class Rule(msgspec.Struct, frozen=True):
    """Paths by their globs, whether who matches must log in, and where that is said. No globs: every path."""

    globs: tuple[str, ...]
    guard: Guard


class Security(msgspec.Struct, frozen=True, dict=True):
    """The rules of a project."""

    classes: Classes

    @cached_property
    def chains(self) -> tuple[tuple[tuple[str, ...], tuple[Rule, ...]], ...]:
        """Chains of rules with the globs that they are limited to, the limited ones first."""
        found = []
        for outline in self.classes.files.values():
            for one in outline.definitions:
                rules = tuple(_rules(one.calls))
                if rules:
                    limits = [
                        call
                        for call in walk(one.calls)
                        if last(call.name) in {"securityMatcher", "securityMatchers", "antMatcher"}
                    ]
                    found.append((tuple(text_ for call in limits for text_ in _texts(call)), rules))
        for _, outline in self.classes.project.of("xml"):
            found += list(_xml_chains(outline.calls))
        return tuple(sorted(found, key=lambda chain: not chain[0]))

    def of_path(self, pattern: str) -> tuple[Guard, ...]:
        """Return what the first rule says that takes in a path; an open one opens."""
        path = example(pattern)
        for limits, rules in self.chains:
            if limits and not any(_covers(glob, path) for glob in limits):
                continue
            for rule in rules:
                if not rule.globs or any(_covers(glob, path) for glob in rule.globs):
                    return (rule.guard,)
            return ()
        return ()

    def of_method(self, classes: Iterable[Class], method: Definition) -> Iterator[Guard]:
        """Yield what annotations ask: those of a method count, else those of its class."""
        own = [mark for mark in method.marks if last(mark.name) in _MARKS or last(mark.name) == "PermitAll"]
        outer = [mark for one in classes for mark in one.definition.marks if last(mark.name) in _MARKS]
        yield from leaving.guards(method.marks)
        for mark in own or outer[:1]:
            said = text(first(mark) or given(mark, "value"))
            yield Guard(last(mark.name), mark.location, opens=last(mark.name) == "PermitAll" or "permitAll" in said)


def _rules(calls: Iterable[Call]) -> Iterator[Rule]:
    """Yield the rules of a method that configures security, in their order."""
    for call in walk(calls):
        links = (call, *call.chained)
        globs: tuple[str, ...] | None = None
        for link in links:
            word = last(link.name)
            if word in _MATCHERS and word != "securityMatcher":
                globs = _texts(link) or ("",)
            elif word in _ALL:
                globs = ()
            elif globs is not None and word in _OPEN | _ASK:
                if globs != ("",):
                    yield Rule(globs, Guard(word, link.location, opens=_opens(link)))
                globs = None


def _opens(link: Call) -> bool:
    return last(link.name) in _OPEN or "permitAll" in " ".join(_texts(link))


def _texts(call: Call) -> tuple[str, ...]:
    return tuple(one for value in plain(call) for one in texts(value))


def _xml_chains(calls: Iterable[Call]) -> Iterator[tuple[tuple[str, ...], tuple[Rule, ...]]]:
    """Yield the chains of ``<http><intercept-url pattern access/>`` and of ``<security-constraint>``."""
    constraints: list[Rule] = []
    for call in walk(calls):
        word = call.name.rpartition(":")[2]
        if word == "http":
            said = text(given(call, "pattern"))
            rules = tuple(_intercepted(call))
            if text(given(call, "security")) == "none":
                rules = (Rule((), Guard("security none", call.location, opens=True)),)
            if rules:
                yield ((said,) if said else ()), rules
        elif word == "security-constraint":
            inner = list(walk(call.body))
            globs = tuple(text(first(one)) for one in inner if one.name == "url-pattern")
            asks = any(one.name == "auth-constraint" for one in inner)
            constraints.append(
                Rule(globs, Guard("auth-constraint" if asks else "security-constraint", call.location, opens=not asks))
            )
    if constraints:
        ordered = sorted(constraints, key=lambda rule: -max(map(len, rule.globs), default=0))
        yield (), tuple(ordered)


def _intercepted(http: Call) -> Iterator[Rule]:
    for one in http.body:
        if one.name.rpartition(":")[2] == "intercept-url":
            access = text(given(one, "access"))
            opens = bool(re.search(r"permitAll|ANONYMOUS|isAnonymous", access)) or text(given(one, "filters")) == "none"
            yield Rule((text(given(one, "pattern")),), Guard(f"intercept-url {access}", one.location, opens=opens))


def _covers(glob: str, path: str) -> bool:
    """Tell whether a glob of Ant takes in a path: ``**`` is any depth, ``*`` one segment, ``/x/**`` also ``/x``."""
    glob = re.sub(r"\{\w+(?::[^{}]*)?\}", "*", glob)
    pieces = (_GLOBS.get(token) or re.escape(token) for token in _TOKEN.findall(glob))
    return re.fullmatch("".join(pieces), path) is not None or glob in {"/*", "*"}
