"""What frameworks in JavaScript ask alike: where a package is used, which file a value names, all calls of a file."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from pixelgate.facts.model import FileFacts, Reference
from pixelgate.graph.frameworks.project import Project
from pixelgate.parse.outline import Call, Definition, Outline
from pixelgate.parse.values import Array, Choice, Constant, Object, Text, Unknown, Value
from pixelgate.source import Location, Span

SCRIPT = r"\.(?:[cm]?[jt]s|[jt]sx)"
"""The extensions of scripts, as part of a regular expression."""

_IMPORT = "import"
_NAME = re.compile(r"<?([A-Za-z_$][\w$]*)[\w$.]*>?")
_REST = re.compile(r"^[^/?#]+")
_MOST = 5_000
_BARRELS = 5


def homes(project: Project, package: str, config: str = r"(?!)") -> tuple[str, ...]:
    """Return the folders whose package.json depends on a package, or that hold its configuration."""
    declared = (folder for folder, names in project.resolver.modules.packages.items() if package in names)
    match = re.compile(config).fullmatch
    configured = (posixpath.dirname(path) for path in project.paths if match(posixpath.basename(path)))
    return tuple(sorted({*declared, *configured}))


def below(project: Project, folder: str, pattern: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the read files below a folder whose path within it matches a pattern, sorted."""
    match = re.compile(pattern).fullmatch
    start = f"{folder}/" if folder else ""
    for path in sorted(project.facts):
        if path.startswith(start) and "node_modules/" not in path and (found := match(path, len(start))):
            yield path, found


def first(project: Project, *bases: str, extensions: Iterable[str] = ()) -> str | None:
    """Return the first of some paths without extension that is a script of the tree."""
    ends = tuple(extensions) or (".ts", ".tsx", ".js", ".jsx", ".mjs", ".mts", ".cjs")
    tries = (posixpath.normpath(base + end) for base in bases for end in ends)
    return next((path for path in tries if path in project.facts), None)


def module(project: Project, specifier: str, near: str) -> str | None:
    """Return the file that an import in the file ``near`` means."""
    asks = Reference("module", "module", (specifier,), Location(near))
    found = project.resolver.resolve(asks, FileFacts(near)).paths
    return next((path for path in found if path in project.facts), None)


def parts(value: Value | None) -> Iterator[Value]:
    """Yield a value and all values inside it, outer ones first, a bounded number."""
    stack = [value] if value is not None else []
    for _ in range(_MOST):
        if not stack:
            return
        inner = stack.pop()
        yield inner
        match inner:
            case Unknown(inputs=inputs):
                stack.extend(reversed(inputs))
            case Object(entries=entries):
                stack.extend(entry.value for entry in reversed(entries))
            case Array(items=items):
                stack.extend(reversed(items))
            case Choice(options=options):
                stack.extend(reversed(options))
            case _:
                pass


def strings(value: Value | None) -> list[str]:
    """Return the texts in a value."""
    return [one.value for one in parts(value) if isinstance(one, Constant) and isinstance(one.value, str)]


def known(value: Value | None) -> str | None:
    """Return a text that is known, with ``:part`` for what it leaves open; what it begins with may be several parts."""
    match value:
        case Constant(value=str() as text):
            return text
        case Text(parts=pieces):
            return _with_parts(
                [p.value if isinstance(p, Constant) and isinstance(p.value, str) else None for p in pieces]
            )
        case Choice(options=options):
            return known(options[0])
        case _:
            return None


def _with_parts(pieces: Sequence[str | None]) -> str:
    whole = ""
    for piece in pieces:
        if piece is None:
            whole += "" if whole.endswith((":part", ":part*/")) else ":part" if whole else ":part*/"
        elif whole.endswith(":part*/"):
            whole += piece.lstrip("/")
        else:
            whole += _REST.sub("", piece) if whole.endswith(":part") else piece
    return whole.removesuffix("/") if whole.endswith("*/") else whole


def text(project: Project, path: str, value: Value | None) -> str | None:
    """Return a text that is known, also when it is a constant of another file."""
    said = known(value)
    if said is not None or not isinstance(value, Unknown) or not value.path.isidentifier():
        return said
    file = of_name(project, path, value.path)
    found = (
        definition(project.outlines.get(file or ""), origin_name(project, path, value.path)) if file != path else None
    )
    return known(found.value) if found else None


def late(value: Value | None) -> tuple[str, str] | None:
    """Return specifier and export of a module that a value loads when it is asked for."""
    for one in parts(value):
        if isinstance(one, Unknown) and one.path == _IMPORT and one.inputs:
            texts = [i.value for i in one.inputs if isinstance(i, Constant) and isinstance(i.value, str)]
            return (texts[0], texts[1] if len(texts) > 1 else "") if texts else None
    return None


def place(outline: Outline, path: str, span: Span) -> Location:
    """Return where a value of an outline stands."""
    ends = [bisect_right(outline.lines, at) for at in (span.start, span.end)]
    starts = [outline.lines[line - 1] if line else 0 for line in ends]
    return Location(path, ends[0] or 1, span.start - starts[0] + 1, ends[1] or 1, span.end - starts[1] + 1)


def files(project: Project, path: str, value: Value | None) -> tuple[str, ...]:
    """Return the files of the components that a value of the file ``path`` names, in the order it names them."""
    found: dict[str, None] = {}
    for one in parts(value):
        if isinstance(one, Unknown):
            found.update(dict.fromkeys(_named_files(project, path, one)))
    return tuple(found)


def _named_files(project: Project, path: str, value: Unknown) -> Iterator[str]:
    loaded = late(value) if value.path == _IMPORT else None
    if loaded:
        target = module(project, loaded[0], path)
        yield from (target,) if target else ()
        return
    name = _NAME.fullmatch(value.path)
    target = of_name(project, path, name[1]) if name else None
    if target is None or name is None:
        return
    own = definition(project.outlines.get(target), origin_name(project, path, name[1]))
    further = late(own.value) if own else None
    inner = module(project, further[0], target) if further else None
    yield inner or target


def origin_name(project: Project, path: str, name: str) -> str:
    """Return what a name of a file is called where it comes from."""
    outline = project.outlines.get(path)
    target = origin(outline, name) if outline else None
    return target.rpartition("#")[2] if target else name


def imported(project: Project, path: str, value: Value | None) -> Iterator[str]:
    """Yield the files that the file ``path`` itself imports, at once or late, for what a value names."""
    outline = project.outlines.get(path)
    for one in parts(value):
        name = _NAME.fullmatch(one.path) if isinstance(one, Unknown) else None
        said = origin(outline, name[1]) if outline and name else None
        own = definition(outline, name[1]) if name else None
        loaded = late(one if own is None else own.value) if name else None
        specifier = loaded[0] if loaded else said.rpartition("#")[0] if said else ""
        target = module(project, specifier, path) if specifier else None
        yield from (target,) if target else ()


def of_name(project: Project, path: str, name: str) -> str | None:
    """Return the file that a name of the file ``path`` comes from, through files that only pass it on.

    What the file defines itself is its own.
    """
    for _ in range(_BARRELS):
        outline = project.outlines.get(path)
        target = origin(outline, name) if outline else None
        if target is None:
            return path if outline and any(one.name == name for one in outline.definitions) else None
        specifier, _, export = target.rpartition("#")
        inner = module(project, specifier, path)
        further = project.outlines.get(inner) if inner else None
        if inner is None or further is None or origin(further, export) is None or _defines(further, export):
            return inner
        path, name = inner, export
    return path


def origin(outline: Outline, name: str) -> str | None:
    """Return what an outline imports or passes on under a name: specifier, ``#``, export."""
    return next((one.target for one in outline.imports if one.name == name), None)


def _defines(outline: Outline, name: str) -> bool:
    return any(one.name == name for one in outline.definitions)


def definition(outline: Outline | None, *names: str) -> Definition | None:
    """Return the first definition of one of some names, in the order of the names."""
    table = {one.name: one for one in reversed(outline.definitions)} if outline else {}
    return next((table[name] for name in names if name in table), None)


def calls(outline: Outline | None) -> Iterator[Call]:
    """Yield every call of a file, in the order of the code, those inside others after them."""
    if outline is not None:
        yield from every(outline.calls)
        for one in outline.definitions:
            yield from every((*one.marks, *one.calls))


def every(listed: Sequence[Call]) -> Iterator[Call]:
    """Yield calls, those chained to them and those inside them."""
    stack = list(reversed(listed))
    while stack:
        call = stack.pop()
        yield call
        stack.extend(reversed((*call.chained, *call.body)))


def values(outline: Outline | None) -> Iterator[Value]:
    """Yield the values that a file defines, and those it gives to calls."""
    if outline is not None:
        yield from (one.value for one in outline.definitions if one.value is not None)
        for call in calls(outline):
            yield from (argument.value for argument in call.arguments)


def setting(outline: Outline | None, key: str) -> Value | None:
    """Return what some object of a configuration says under a key."""
    for value in values(outline):
        for one in parts(value):
            if isinstance(one, Object) and (said := one.get(key)) is not None:
                return said
    return None
