"""The call patterns of all vendors, found by the global name or the module at which they begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.vendors.model import CallPattern, Option, Rename, Vendor
from pixelgate.vendors.patterns import Pattern, parse_pattern, words

Entry = CallPattern | Option | Rename


class Rule(msgspec.Struct, frozen=True):
    """One pattern and the entry of the vendor file that gives it its meaning.

    ``ambiguous``: its global is a common word and no literal among its arguments tells it from a stranger's, so that it
    counts only beside other evidence of the vendor in the same file.
    ``package``: the package in whose table it stands.
    """

    vendor: str
    entry: Entry
    pattern: Pattern
    ambiguous: bool = False
    package: str = ""


_ROOT = re.compile(
    r"\s*(?:new\s+)?(?:(?P<module>@?[\w./-]+)#|window(?:\.|(?=\[)))?"
    r"(?:\[\s*(?P<quote>['\"])(?P<quoted>.*?)(?P=quote)|(?P<name>[\w$*-]+))"
)


class Rules:
    """An index over patterns; each is compiled when its root is first asked for."""

    def __init__(self, vendors: Iterable[Vendor]) -> None:
        self._globals: dict[str, list[_Draft]] = {}
        self._modules: dict[str, list[_Draft]] = {}
        self._compiled: dict[tuple[str, str], tuple[Rule, ...]] = {}
        names: set[str] = set()
        ambiguous: set[str] = set()
        common: set[str] = set()
        modules: set[str] = set()
        for vendor in vendors:
            names.update(vendor.globals, vendor.ambiguous, (stub.global_ for stub in vendor.stub))
            ambiguous.update(vendor.ambiguous)
            common.update(vendor.common)
            names.update(rename.of for rename in vendor.rename)
            modules.update(vendor.modules, (package.name for package in vendor.package if package.registry == "npm"))
            for draft in _drafts(vendor):
                index, key = (self._modules, draft.module) if draft.module else (self._globals, draft.root)
                index.setdefault(key, []).append(draft)
        self.names = frozenset(names | self._globals.keys())
        self.ambiguous = frozenset(ambiguous)
        self.common = frozenset(common)
        self.modules = frozenset(modules | self._modules.keys())

    def of_global(self, name: str) -> tuple[Rule, ...]:
        """Return the rules whose path begins with a global name, in the order of the vendor files."""
        return self._rules("", name, self._globals)

    def of_module(self, name: str) -> tuple[Rule, ...]:
        """Return the rules of a module; their paths begin with an export (``*`` in a path: whatever it is called)."""
        return self._rules("#", name, self._modules)

    def _rules(self, space: str, name: str, index: dict[str, list[_Draft]]) -> tuple[Rule, ...]:
        found = self._compiled.get((space, name))
        if found is None:
            found = tuple(rule for draft in index.get(name, ()) for rule in draft.compiled())
            self._compiled[space, name] = found
        return found


class _Draft(msgspec.Struct, frozen=True):
    """A pattern not yet parsed: only its root and module are known."""

    vendor: Vendor
    entry: Entry
    root: str
    module: str = ""
    package: str = ""
    exported: bool = False  # a pattern of the vendor's global, read as one of what its module exports

    def compiled(self) -> Iterator[Rule]:
        pattern = parse_pattern(self.entry.pattern)
        for path in _exports(pattern.path) if self.exported else (pattern.path,):
            changed = msgspec.structs.replace(pattern, path=path, module=self.module)
            ambiguous = not self.module and self.root in self.vendor.ambiguous and not _telling(pattern)
            yield Rule(self.vendor.slug, self.entry, changed, ambiguous, self.package)


def _telling(pattern: Pattern) -> bool:
    """Tell whether a call that a pattern describes holds a word of three letters or more."""
    needed = (words(argument) for argument in pattern.arguments)
    return any(texts and all(re.search("[a-zA-Z]{3}", text) for text in texts) for texts in needed)


def _exports(path: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the paths under which a module may export a global: whole, under any name, or method by method."""
    return (("*", *path[1:]), path[1:]) if len(path) > 1 else (("*",),)


def _drafts(vendor: Vendor) -> Iterator[_Draft]:
    entries: tuple[Entry, ...] = (*vendor.call, *vendor.rename, *vendor.option)
    for entry in entries:
        module, root = _root(entry.pattern)
        yield _Draft(vendor, entry, root, module, package=module)
    for package in vendor.package:
        for call in package.call:
            yield _Draft(vendor, call, "", package.name, package.name)
    for name in vendor.modules:
        for call in vendor.call:
            if not _root(call.pattern)[0]:
                yield _Draft(vendor, call, "", name, name, exported=True)


def _root(text: str) -> tuple[str, str]:
    """Return module and global at which a pattern begins, without parsing it."""
    found = _ROOT.match(text)
    return (found["module"] or "", found["quoted"] or found["name"]) if found else ("", "")
