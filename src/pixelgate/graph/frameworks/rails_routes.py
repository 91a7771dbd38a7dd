"""The routes of Rails: what ``config/routes.rb`` and the files that it draws declare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from pixelgate.graph.frameworks.patterns import joined, literal, named
from pixelgate.graph.frameworks.said import filled, first, given, holed, last, plain, text, texts
from pixelgate.graph.model import Guard
from pixelgate.parse.outline import Call
from pixelgate.parse.values import Constant, Object, Value
from pixelgate.source import Location

VERBS = frozenset({"get", "post", "put", "patch", "delete", "options", "match", "any"})
_TOKEN = re.compile(r"(?P<open>\()|(?P<close>\))|:(?P<name>\w+)|\*(?P<rest>\w+)(?P<may>\?)?|(?P<text>[^():*]+|[:*])")
_OPTIONAL = re.compile(r"/\{/?")
_REST = re.compile(r"\(/\*(\w+)\)")
_FORMAT = re.compile(r"\(\.:format\)")
_OPTIONS = frozenset(
    {"", "to", "as", "controller", "action", "constraints", "defaults", "anchor", "format", "via", "on"}
)
_COLLECTION = (("index", "get", ""), ("new", "get", "new"), ("create", "post", ""))
_MEMBER = (("show", "get", ""), ("edit", "get", "edit"), ("update", "patch", ""), ("destroy", "delete", ""))
_DEVISE = ("sign_in", "sign_up", "password/new", "password/edit", "confirmation/new", "unlock/new", "edit")
_IRREGULAR = {"people": "person", "children": "child", "statuses": "status", "addresses": "address"}


class Line(msgspec.Struct, frozen=True):
    """One route: its pattern, its verbs, and who answers; without a ``controller`` it is ``unknown`` or provided."""

    pattern: str
    verbs: frozenset[str]
    controller: str
    action: str
    location: Location
    guards: tuple[Guard, ...] = ()
    unknown: str = ""


class Scope(msgspec.Struct, frozen=True):
    """What the blocks around a route add to it.

    ``member`` is the path of one record of the resource around it, ``collection`` that of all, ``on`` which of them
    the block is about. ``shallow`` is the path below which single records stand, where they do not nest:
    ``outer``, the path around the outermost resource.
    """

    path: str = ""
    module: str = ""
    controller: str = ""
    action: str = ""
    collection: str = ""
    member: str = ""
    on: str = ""
    path_names: Mapping[str, str] = {}
    guards: tuple[Guard, ...] = ()
    concerns: Mapping[str, Call] = {}
    outer: str = ""
    shallow: str | None = None
    depth: int = 0


def lines(calls: tuple[Call, ...], drawn: Mapping[str, tuple[Call, ...]]) -> Iterator[Line]:
    """Yield the routes of ``routes.draw`` blocks; ``drawn`` are the files that they may draw, by name."""
    for call in calls:
        if last(call.name) == "draw" and "routes" in call.name:
            yield from _Reader(drawn).block(call.body, Scope())


def pattern(path: str) -> str:
    """Return a path of Rails as a pattern: ``:id``, ``*rest``, ``(optional)``."""
    pieces = []
    depth = 0
    for token in _TOKEN.finditer(_REST.sub(r"/*\1?", _FORMAT.sub("", path))):
        if token["open"]:
            depth += 1
            pieces.append("{" if depth == 1 else "")
        elif token["close"]:
            depth -= 1
            pieces.append("}?" if depth == 0 else "")
        elif token["name"]:
            pieces.append(named(token["name"]))
        elif token["rest"]:
            pieces.append(named(token["rest"], "*" if token["may"] else "+"))
        else:
            pieces.append(literal(token["text"]))
    return "".join(pieces)


class _Reader(msgspec.Struct, frozen=True):
    """Reads blocks of routes."""

    drawn: Mapping[str, tuple[Call, ...]]

    def block(self, calls: tuple[Call, ...], scope: Scope) -> Iterator[Line]:
        """Yield the routes of a block."""
        declared = {text(first(call)): call for call in calls if call.name == "concern" and call.body}
        scope = msgspec.structs.replace(scope, concerns={**scope.concerns, **declared}, depth=scope.depth + 1)
        for call in calls if scope.depth < _DEPTH else ():
            read = _WORDS.get(call.name) or (_verb if call.name in VERBS else None)
            if read:
                yield from read(self, call, scope)
            elif call.body and call.name != "concern":
                yield from self.block(call.body, scope)


_DEPTH = 40
"""Concerns and drawn files may go in circles."""


def _path(scope: Scope, path: str) -> str:
    """Return a path below that of the scope; the slash before an optional part belongs to it."""
    return _OPTIONAL.sub("{/", joined(scope.path, path))


def _module(scope: Scope, controller: str) -> str:
    if controller.startswith("/"):
        return controller.lstrip("/")
    return f"{scope.module}/{controller}" if scope.module and controller else controller


def _verb(_: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    """Read ``get 'path', to: 'controller#action'`` and its kin; a list of names is one route for each."""
    arrow = next((value for value in plain(call) if isinstance(value, Object)), None)
    paths = [holed(value) for value in plain(call) if not isinstance(value, Object) and holed(value)]
    target: Value | None = given(call, "to")
    if arrow is not None and arrow.entries:
        paths, target = [arrow.entries[0].key or ""], arrow.entries[0].value
    short = next((one for one in call.arguments if one.name not in _OPTIONS and "#" in text(one.value)), None)
    if not paths and short is not None:
        paths, target = [short.name], short.value
    verbs = {call.name} if call.name not in {"match", "any"} else set(texts(given(call, "via"))) or {"all"}
    where = _on(scope, text(given(call, "on")))
    for path in paths:
        controller, action, unknown = _target(call, scope, path, target)
        yield Line(
            _path(where, pattern(holed(given(call, "path")) or path)),
            frozenset(verbs),
            controller,
            action,
            call.location,
            scope.guards,
            unknown,
        )


def _on(scope: Scope, on: str) -> Scope:
    """Return the scope of a route inside a resource: of one record, of all, or of what is nested in one."""
    on = on or scope.on
    if on == "member":
        return msgspec.structs.replace(scope, path=scope.member)
    if on in {"collection", "new"}:
        return msgspec.structs.replace(scope, path=joined(scope.collection, "new" if on == "new" else ""))
    return scope


def _target(call: Call, scope: Scope, path: str, target: Value | None) -> tuple[str, str, str]:
    """Return controller and action of a route, or why they are not known."""
    said = text(target)
    if target is not None and not said:
        return "", "", "a Rack application or redirect answers"
    controller, _, action = said.rpartition("#") if "#" in said else ("", "", said)
    words = [word for word in path.strip("/").split("/") if word]
    controller = controller or text(given(call, "controller")) or scope.controller
    action = action or text(given(call, "action")) or scope.action
    if not action and given(call, "action") is not None:
        return "", "", "the name of the action is computed"
    if not controller and len(words) > 1 and not re.search(r"[:*(]", path):
        controller, action = "/".join(words[:-1]), action or words[-1]
    if not action and words:
        action = words[-1]
    controller = _module(scope, controller)
    return controller, action.replace("-", "_"), "" if controller else "no controller is named"


def _root(_: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    said = text(given(call, "to") or first(call))
    arrow = next((value for value in plain(call) if isinstance(value, Object)), None)
    said = said or (text(arrow.entries[0].value) if arrow and arrow.entries else "")
    controller, action = (*said.split("#"), "")[:2]
    unknown = "" if controller else "no controller is named"
    verbs = frozenset({"get"})
    yield Line(
        _path(scope, ""), verbs, _module(scope, controller), action or "index", call.location, scope.guards, unknown
    )


def _namespace(reader: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    name = text(first(call))
    path = given(call, "path")
    inner = msgspec.structs.replace(
        scope,
        path=_path(scope, pattern(holed(path) if path is not None else name)),
        module=_module(scope, text(given(call, "module")) or name)
        if given(call, "module") is None or text(given(call, "module"))
        else scope.module,
        controller="",
        on="",
    )
    yield from reader.block(call.body, inner)


def _each(reader: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    """Read a loop over a list that is written there: the block is run with each of its texts."""
    names = [(one.name, said) for one in call.arguments for said in texts(one.value)]
    for name, said in names or [("", "")]:
        yield from reader.block(tuple(filled(inner, name, said) for inner in call.body), scope)


def _scope(reader: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    parts = [holed(value) for value in plain(call)] or [holed(given(call, "path"))]
    module = text(given(call, "module"))
    inner = msgspec.structs.replace(
        scope,
        path=_path(scope, pattern("/".join(part for part in parts if part))),
        module=_module(scope, module) if module else scope.module,
        controller=text(given(call, "controller")) or scope.controller,
    )
    yield from reader.block(call.body, inner)


def _controller(reader: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    yield from reader.block(call.body, msgspec.structs.replace(scope, controller=text(first(call))))


def _shallow(reader: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    yield from reader.block(
        call.body, msgspec.structs.replace(scope, shallow=scope.outer if scope.collection else scope.path)
    )


def _with(on: str) -> Callable[[_Reader, Call, Scope], Iterator[Line]]:
    def read(reader: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
        yield from reader.block(call.body, msgspec.structs.replace(scope, on=on))

    return read


def _resources(reader: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    for value in plain(call):
        if name := text(value):
            yield from _resource_of(reader, call, scope, name)


def _resource_of(reader: _Reader, call: Call, scope: Scope, name: str) -> Iterator[Line]:
    single = call.name == "resource"
    path = given(call, "path")
    own = pattern(holed(path) if path is not None else name)
    collection = _path(_on(scope, ""), own)
    key = text(given(call, "param")) or "id"
    one = singular(name)
    outer = scope.outer if scope.collection else scope.path
    shallow = outer if isinstance(given(call, "shallow"), Constant) and scope.shallow is None else scope.shallow
    base = collection if scope.shallow is None else joined(scope.shallow, own)
    member = collection if single else joined(base, named(key))
    module = text(given(call, "module"))
    names = given(call, "path_names")
    inner = msgspec.structs.replace(
        scope,
        path=collection if single else joined(base, named(f"{one}_{key}")),
        module=_module(scope, module) if module else scope.module,
        controller=text(given(call, "controller")) or (plural(name) if single else name),
        collection=collection,
        member=member,
        on="",
        outer=outer,
        shallow=shallow,
        path_names={entry.key or "": text(entry.value) for entry in names.entries}
        if isinstance(names, Object)
        else scope.path_names,
    )
    yield from _actions(call, inner, single=single)
    for concern in (text_ for value in [given(call, "concerns")] for text_ in texts(value)):
        if concern in scope.concerns:
            yield from reader.block(scope.concerns[concern].body, inner)
    yield from reader.block(call.body, inner)


def _actions(call: Call, scope: Scope, *, single: bool) -> Iterator[Line]:
    only, without = given(call, "only"), frozenset(texts(given(call, "except")))
    wanted = None if only is None else frozenset(texts(only))
    for (action, verb, end), path in (
        *((one, scope.collection) for one in _COLLECTION),
        *((one, scope.member) for one in _MEMBER),
    ):
        if (single and action == "index") or action in without or (wanted is not None and action not in wanted):
            continue
        last_word = scope.path_names.get(end, end) if end else ""
        where = joined(path, last_word)
        controller = _module(scope, scope.controller)
        yield Line(where, frozenset({verb}), controller, action, call.location, scope.guards)


def _concerns(reader: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    for name in (name for value in plain(call) for name in texts(value)):
        if name in scope.concerns:
            yield from reader.block(scope.concerns[name].body, scope)


def _draw(reader: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    yield from reader.block(reader.drawn.get(text(first(call)), ()), scope)


def _mount(_: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    """Read ``mount Engine => '/path'``: an application of its own answers everything below."""
    arrow = next((value for value in plain(call) if isinstance(value, Object)), None)
    path = text(given(call, "at")) or (text(arrow.entries[0].value) if arrow and arrow.entries else "")
    engine = (arrow.entries[0].key if arrow and arrow.entries else "") or "an engine"
    yield Line(
        _path(scope, f"{pattern(path)}/*"),
        frozenset({"all"}),
        "",
        "",
        call.location,
        scope.guards,
        f"{engine} is mounted there",
    )


def _authenticated(reader: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    guards = (*scope.guards, Guard(call.name, call.location, opens=call.name == "unauthenticated"))
    yield from reader.block(call.body, msgspec.structs.replace(scope, guards=guards))


def _devise(_: _Reader, call: Call, scope: Scope) -> Iterator[Line]:
    """Read ``devise_for :users``: the pages of Devise, rendered by views of the project where it has them."""
    controllers = given(call, "controllers")
    own = {entry.key: text(entry.value) for entry in controllers.entries} if isinstance(controllers, Object) else {}
    skipped = frozenset(texts(given(call, "skip")))
    for name in (text(value) for value in plain(call)):
        base = _path(scope, pattern(text(given(call, "path")) or name)) if name else ""
        for end in _DEVISE if base else ():
            kind, action = (*end.split("/"), "")[:2]
            kind, action = {
                "sign_in": ("sessions", "new"),
                "sign_up": ("registrations", "new"),
                "edit": ("registrations", "edit"),
            }.get(end, (f"{kind}s", action))
            if kind not in skipped:
                controller = own.get(kind) or f"devise/{kind}"
                yield Line(joined(base, end), frozenset({"get"}), controller, action, call.location, scope.guards)


def singular(name: str) -> str:
    """Return the singular of a resource's name, as the nested parameter has it (``visits`` -> ``visit_id``)."""
    if name in _IRREGULAR:
        return _IRREGULAR[name]
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    if name.endswith(("sses", "shes", "ches", "xes")):
        return name[:-2]
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is", "news")) else name


def plural(name: str) -> str:
    """Return the plural of a name: the controller of ``resource :profile`` is ``profiles``."""
    if re.search(r"[^aeiou]y$", name):
        return f"{name[:-1]}ies"
    if name.endswith(("s", "x", "ch", "sh")):
        return name if name.endswith("s") and not name.endswith("ss") else f"{name}es"
    return f"{name}s"


_WORDS: dict[str, Callable[[_Reader, Call, Scope], Iterator[Line]]] = {
    "root": _root,
    "shallow": _shallow,
    "each": _each,
    "namespace": _namespace,
    "scope": _scope,
    "controller": _controller,
    "member": _with("member"),
    "collection": _with("collection"),
    "new": _with("new"),
    "resources": _resources,
    "resource": _resources,
    "concerns": _concerns,
    "draw": _draw,
    "mount": _mount,
    "devise_for": _devise,
    **dict.fromkeys(("authenticate", "authenticated", "unauthenticated"), _authenticated),
}
