"""Laravel: the routes that ``Route::`` declares in nested groups, the views of their actions, and their middleware."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.graph.frameworks import folio
from pixelgate.graph.frameworks.classes import Classes
from pixelgate.graph.frameworks.laravel_views import Answer, Answers
from pixelgate.graph.frameworks.middleware import Middleware
from pixelgate.graph.frameworks.patterns import joined, named, valid
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.said import first, holed, last, of_braces, plain, text, texts, walk
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import Call
from pixelgate.parse.values import Array, Object, Unknown, Value

NAME = "laravel"
_READ = frozenset({"get", "any", "match", "view", "inertia", "livewire", "route", "redirect", "permanentRedirect"})
_VERBS = frozenset({*_READ, "post", "put", "patch", "delete", "options", "fallback"})
_ROUTERS = re.compile(r"(?:\w+\.)*(?:Route|Volt|Livewire|router|app\.router|this\.router)")
_RESOURCE = (
    ("index", "", True),
    ("create", "create", True),
    ("store", "", False),
    ("show", "{}", True),
    ("edit", "{}/edit", True),
    ("update", "{}", False),
    ("destroy", "{}", False),
)
_FILE = re.compile(r"routes/[\w./-]+\.php$")


class Scope(msgspec.Struct, frozen=True):
    """What the groups around a route add to it."""

    prefix: str = ""
    controller: str = ""
    guards: tuple[Guard, ...] = ()
    data: bool = False


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of the files in ``routes`` folders, each in the groups in which it is loaded."""
    yield from folio.endpoints(project, NAME)
    classes = Classes(project, "php")
    reader = _Reader(classes, Answers(classes), Middleware(classes))
    files = {path: outline for path, outline in reader.classes.files.items() if _FILE.search(path)}
    calls = [call for outline in files.values() for call in outline.calls]
    if not any(_ROUTERS.fullmatch(call.name.rpartition(".")[0]) for call in calls):
        return
    loaded = list(reader.loaded())
    inner = {path for _, path in loaded} | {path for near in files for path in reader.included(near, files[near].calls)}
    roots = [
        (Scope(prefix="api", data=True) if path.endswith("/api.php") or path == "api.php" else Scope(), path)
        for path in files
    ]
    for scope, path in (*loaded, *((scope, path) for scope, path in roots if path not in inner)):
        yield from reader.file(path, scope)


class _Reader(msgspec.Struct, frozen=True):
    """Reads files of routes."""

    classes: Classes
    answers: Answers
    middleware: Middleware

    def file(self, path: str, scope: Scope, room: int = 5) -> Iterator[Endpoint]:
        """Yield the routes of a file and of those that it includes."""
        outline = self.classes.files.get(path)
        if outline is not None and room:
            yield from self.block(outline.calls, scope, path, room)

    def block(self, calls: Iterable[Call], scope: Scope, near: str, room: int) -> Iterator[Endpoint]:
        """Yield the routes of a group."""
        for call in calls:
            links = (call, *call.chained)
            if call.name == "include":
                for path in self.included(near, (call,)):
                    yield from self.file(path, scope, room - 1)
            elif call.name == "Auth.routes":
                yield from _provided(scope, call)
            elif _ROUTERS.fullmatch(call.name.rpartition(".")[0]):
                yield from self.statement(links, scope, near, room)
            elif call.body:
                yield from self.block(call.body, scope, near, room)

    def statement(self, links: tuple[Call, ...], scope: Scope, near: str, room: int) -> Iterator[Endpoint]:
        """Yield what one statement declares: a route, resources, or a group of routes."""
        group = next((link for link in links if last(link.name) == "group"), None)
        verb = next((link for link in links if last(link.name) in _VERBS), None)
        within = self._within(links, scope)
        if group is not None:
            yield from self.block(group.body, within, near, room)
            for path in self._files_of(group):
                yield from self.file(path, within, room - 1)
        elif verb is not None:
            yield from self._route(verb, within, near)
        else:
            yield from self._resources(links, within, near)

    def _within(self, links: tuple[Call, ...], scope: Scope) -> Scope:
        prefix, controller, guards = scope.prefix, scope.controller, scope.guards
        for link in links:
            word = last(link.name)
            attributes = first(link) if word == "group" else None
            if isinstance(attributes, Object):
                prefix = joined(prefix, of_braces(holed(attributes.get("prefix"))))
                guards = self.middleware.applied(guards, attributes.get("middleware"), link)
            elif word == "prefix":
                prefix = joined(prefix, of_braces(holed(first(link))))
            elif word == "controller":
                controller = _class(first(link))
            elif word == "middleware":
                for value in plain(link):
                    guards = self.middleware.applied(guards, value, link)
            elif word in {"can", "withoutMiddleware"}:
                guards = self.middleware.changed(guards, link)
        return Scope(prefix, controller, guards, scope.data)

    def _route(self, verb: Call, scope: Scope, near: str) -> Iterator[Endpoint]:
        word, given_ = last(verb.name), plain(verb)
        verbs = {one.lower() for one in texts(given_[0])} if word == "match" and given_ else {word}
        given_ = given_[1:] if word == "match" else given_
        if word == "fallback":
            paths, rest = ["/*"], given_
        else:
            paths, rest = [holed(value) for value in given_[:1]], given_[1:]
        answer = self._answer(word, verb, rest, scope, near)
        reads = bool(verbs & _READ) or word == "fallback"
        for path in paths:
            yield self._endpoint(joined(scope.prefix, of_braces(path)), verb, answer, scope, reads=reads)

    def _answer(self, word: str, verb: Call, rest: tuple[Value, ...], scope: Scope, near: str) -> Answer:
        target = rest[0] if rest else None
        if word in {"redirect", "permanentRedirect"}:
            return Answer(data=True, unknown="answers with a redirect")
        if word == "view":
            return self.answers.view(texts(target))
        if word == "inertia":
            return self.answers.component(texts(target))
        if verb.name.startswith("Volt."):
            return self.answers.view(tuple(f"livewire.{name}" for name in texts(target)))
        if verb.body:
            return self.answers.of_calls(verb.body, None)
        controller, method = _action(target, scope.controller)
        return self.answers.of_action(controller, method, near)

    def _resources(self, links: tuple[Call, ...], scope: Scope, near: str) -> Iterator[Endpoint]:
        for link in links:
            word = last(link.name)
            pairs: list[tuple[str, str]] = []
            if word in {"resource", "apiResource", "singleton", "apiSingleton"}:
                pairs = [(holed(first(link)), _class(value)) for value in plain(link)[1:2]]
            elif word in {"resources", "apiResources"} and isinstance(listed := first(link), Object):
                pairs = [(entry.key or "", _class(entry.value)) for entry in listed.entries]
            for name, controller in pairs:
                yield from self._resource(name, controller, (link, *links), scope, near)

    def _resource(
        self, name: str, controller: str, links: tuple[Call, ...], scope: Scope, near: str
    ) -> Iterator[Endpoint]:
        only = {text_ for link in links if last(link.name) == "only" for text_ in _listed(link)}
        without = {text_ for link in links if last(link.name) == "except" for text_ in _listed(link)}
        api, single = last(links[0].name).startswith("api"), "ingleton" in links[0].name
        *parents, own = name.split(".")
        base = "".join(f"/{parent}/{named(_one(parent))}" for parent in parents) + f"/{own}"
        for method, path, reads in _RESOURCE:
            if (only and method not in only) or method in without or (api and method in {"create", "edit"}):
                continue
            if single and method in {"index", "create", "store", "destroy"}:
                continue
            answer = self.answers.of_action(controller, method, near)
            if answer.missing:
                continue
            end = path.replace("{}", "" if single else named(_one(own)))
            yield self._endpoint(joined(scope.prefix, base, end), links[0], answer, scope, reads=reads)

    def _endpoint(self, pattern: str, call: Call, answer: Answer, scope: Scope, *, reads: bool) -> Endpoint:
        data = not answer.pages and (answer.data or scope.data or not reads)
        return Endpoint(
            NAME,
            valid(pattern),
            call.location,
            answer.pages,
            (*scope.guards, *self.middleware.of_action(answer.controller, answer.method)),
            answer.handler,
            answer.unknown or ("answers with data or a redirect" if data else ""),
            Shows.DATA if data else Shows.PAGE,
        )

    def included(self, near: str, calls: Iterable[Call]) -> Iterator[str]:
        """Yield the files of routes that calls include."""
        for call in walk(calls):
            if call.name == "include":
                yield from self._named(holed(first(call)), near)

    def loaded(self) -> Iterator[tuple[Scope, str]]:
        """Yield the files that providers and ``bootstrap/app.php`` load in a group, with what the group adds."""
        for path, outline in self.classes.files.items():
            if _FILE.search(path):
                continue
            methods = (call for one in outline.definitions for call in one.calls)
            for call in walk((*outline.calls, *methods)):
                links = (call, *call.chained)
                if _ROUTERS.fullmatch(call.name.rpartition(".")[0]):
                    for link in links:
                        for target in self._files_of(link) if last(link.name) == "group" else ():
                            scope = self._within(links, Scope())
                            yield msgspec.structs.replace(scope, data=target.endswith("routes/api.php")), target

    def _files_of(self, group: Call) -> Iterator[str]:
        for value in plain(group):
            said = value.path if isinstance(value, Unknown) else holed(value)
            for found in re.findall(r"[\w./-]+\.php", said):
                yield from self._named(found, "")

    def _named(self, said: str, near: str) -> Iterator[str]:
        tail = re.sub(r"^(?:\{\w+\}|[./])+", "", said)
        folder = near.rpartition("/")[0]
        own = f"{folder}/{tail}" if folder else tail
        if own in self.classes.files:
            yield own
        elif tail:
            yield from (path for path in self.classes.files if f"/{path}".endswith(f"/{tail}") and _FILE.search(path))


def _provided(scope: Scope, call: Call) -> Iterator[Endpoint]:
    for path in ("login", "register", "password/reset", "password/reset/:token", "email/verify", "password/confirm"):
        pattern = joined(scope.prefix, path)
        yield Endpoint(
            NAME,
            valid(pattern),
            call.location,
            handler="Auth::routes",
            unknown="a page of Laravel UI",
            shows=Shows.PROVIDED,
        )


def _action(target: Value | None, controller: str) -> tuple[str, str]:
    """Return controller and method: ``[C::class, 'm']``, ``'C@m'``, ``C::class``, ``'m'`` in a controller's group."""
    if isinstance(target, Array) and target.items:
        method = text(target.items[1]) if len(target.items) > 1 else "__invoke"
        return _class(target.items[0]), method
    if isinstance(target, Object):
        return _action(target.get("uses"), controller)
    if isinstance(target, Unknown):
        return _class(target), "__invoke"
    said = text(target)
    if "@" in said:
        return said.partition("@")[0].replace("\\", "."), said.partition("@")[2]
    return (controller, said) if controller else (said.replace("\\", "."), "__invoke")


def _class(value: Value | None) -> str:
    if isinstance(value, Unknown):
        return value.path.removesuffix(".class")
    return text(value).replace("\\", ".").lstrip(".")


def _listed(link: Call) -> Iterator[str]:
    for value in plain(link):
        yield from texts(value)


def _one(name: str) -> str:
    """Return the name of a resource's parameter: ``visit-notes`` -> ``visit_note``."""
    plain_name = re.sub(r"\W", "_", name.rpartition("/")[2])
    if plain_name.endswith("ies"):
        return f"{plain_name[:-3]}y"
    return plain_name[:-1] if plain_name.endswith("s") and not plain_name.endswith("ss") else plain_name
