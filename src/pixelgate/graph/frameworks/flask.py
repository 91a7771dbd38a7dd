"""Flask (and Quart): routes of applications and blueprints, and what runs before them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from pixelgate.graph.frameworks import addresses, login
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.python_apps import Apps, Mount, Scoped, told
from pixelgate.graph.frameworks.python_code import Named, PythonCode, argument, last, positional, texts, walk
from pixelgate.graph.frameworks.python_guards import Guards
from pixelgate.graph.frameworks.python_runs import Nothing, Runs
from pixelgate.graph.frameworks.python_values import Made, Method, Thing, call_of, word
from pixelgate.graph.frameworks.rendered import rendered
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import LEAVES, Argument, Call, Definition
from pixelgate.parse.values import Array, Constant, Unknown, Value
from pixelgate.source import Span

NAME = "flask"
_KEPT = frozenset({"as_view", "add_url_rule", "register_blueprint", "Blueprint", "Flask"})
_CONFIGURED = re.compile(r"\bconfig(?:\.get\(|\[)['\"](\w+)['\"]")
_APPLICATIONS = frozenset({"Flask", "Quart", "APIFlask", "OpenAPI"})
_CLASSES = _APPLICATIONS | {"Blueprint", "APIBlueprint"}
_METHODS = ("route", "get", "post", "put", "patch", "delete")
_BEFORE = {"before_request": False, "before_app_request": True}


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of every application and blueprint in the tree."""
    code = PythonCode(project)
    apps = Apps(code, _CLASSES)
    if apps.made:
        yield from _Flask(code, apps, Guards(code), project).endpoints()


class _Flask(msgspec.Struct, frozen=True, dict=True):
    code: PythonCode
    apps: Apps
    guards: Guards
    project: Project

    def endpoints(self) -> Iterator[Endpoint]:
        """Yield what decorators declare, then what ``add_url_rule`` does."""
        for path, function, at, mark in self.apps.marked(*_METHODS):
            owner = self.apps.owner(path, function.name.rpartition(".")[0], mark)
            if owner in self.apps.made:
                around = self._of_marks(path, function.marks[at + 1 :])
                handler = Named(path, function.name)
                yield from self._at(owner, mark, self._shown(owner, handler, function.calls), around)
        followed = {made.location for _, made in self._followed}
        for one in self.apps.calls("add_url_rule"):
            if one.call.location in followed:
                continue
            owner = self.apps.owner(one.path, one.scope, one.call)
            if owner in self.apps.made:
                yield from self._at(owner, one.call, *self._view(owner, one.path, one.call))
        for one in self.apps.calls("add_resource"):
            yield from self._resource(one)
        for named, made in self._followed:
            yield from self._handed(named, made)

    def _resource(self, at: Scoped) -> Iterator[Endpoint]:
        """Yield the routes of a resource of Flask-RESTful, which answers with data."""
        given = [one.value for one in positional(at.call)]
        resource = self.code.resolve(at.path, given[0].path) if given and isinstance(given[0], Unknown) else None
        if resource is None:
            return
        owner = self._behind(at)
        shown = Endpoint(NAME, "", at.call.location, handler=resource.name, unknown="renders JSON", shows=Shows.DATA)
        for rule in (text for value in given[1:] for text in texts(value)[0]):
            call = Call(at.call.name, (Argument("rule", Constant(rule, Span(0, 0))),), at.call.location)
            yield from self._at(owner, call, shown, tuple(self._of_class(resource)))

    def _behind(self, at: Scoped) -> Named:
        """Return the application or blueprint on which an object stands whose method is called: ``api = Api(app)``."""
        name = self.apps.owner(at.path, at.scope, at.call)
        scoped = [Named(at.path, f"{at.scope}.{name.name}")] if at.scope else []
        for call in (
            call for one in (*scoped, name) for known in self.code.definitions(one) for call in known.calls[:1]
        ):
            for value in (one.value for one in call.arguments if isinstance(one.value, Unknown)):
                found = self.apps.object(at.path, at.scope, value.path)
                if found in self.apps.made:
                    return found
        return name

    @cached_property
    def _followed(self) -> list[tuple[Named, Made]]:
        """The rules that functions declare on an application or blueprint that they are given, and on which."""
        helpers = {Named(path, one.name) for path, one in self._declaring()}
        runs = Runs(self.code, _KEPT, Nothing())
        for path, outline in self.code.modules.items() if helpers else ():
            for one in outline.definitions:
                if one.kind == "function" and any(self.code.resolve(path, call.name) in helpers for call in one.calls):
                    runs.call(Thing(Named(path, one.name), "function"), (), one.location)
            if any(self.code.resolve(path, call.name) in helpers for call in outline.calls):
                runs.module(path)
        objects = {call.location: named for named, call in self.apps.made.items()}
        rules = (one for one in runs.methods if word(one) == "add_url_rule")
        owners = [(one.function.owner, one) for one in rules if isinstance(one.function, Method)]
        found = [(objects.get(owner.location), one) for owner, one in owners if isinstance(owner, Made)]
        inside = {call.location for _, helper in self._declaring() for call in helper.calls}
        return [(owner, one) for owner, one in found if owner and one.location in inside]

    def _handed(self, owner: Named, made: Made) -> Iterator[Endpoint]:
        """Yield the endpoints of a rule that a function declares; its place is that of the view it was handed."""
        view = made.argument(2, "view_func")
        function = view.function if isinstance(view, Made) else view
        cls = function.owner if isinstance(function, Method) else function
        path = cls.named.path if isinstance(cls, Thing) and cls.named.path else owner.path
        call = msgspec.structs.replace(
            call_of(made), location=view.location if isinstance(view, Made) else made.location
        )
        yield from self._at(owner, call, *self._view(owner, path, call))

    def _declaring(self) -> Iterator[tuple[str, Definition]]:
        """Yield the functions that declare routes on what they are given, with their modules."""
        for path, outline in self.code.modules.items():
            for one in outline.definitions:
                given = {f"{parameter.name}.add_url_rule" for parameter in one.parameters}
                if given & {call.name for call in one.calls}:
                    yield path, one

    def _at(self, owner: Named, call: Call, shown: Endpoint, inner: tuple[Guard, ...]) -> Iterator[Endpoint]:
        """Yield the endpoint of a handler below every prefix of the object that it is declared on."""
        for rule in texts(argument(call, 0, "rule"))[0] or ("/<part>",):
            for prefix, guards in self.apps.ways(owner, self._mounts):
                pattern = addresses.joined(addresses.angles(f"{prefix}/{rule}".replace("{}", "<part>")))
                around = (*guards, *inner)
                yield msgspec.structs.replace(shown, pattern=pattern, location=call.location, guards=around)

    def _mounts(self, owner: Named) -> Iterator[Mount]:
        """Yield where an application or blueprint hangs; one that nobody registers hangs where it says itself."""
        guards = tuple(guard for of, wide, guard in self._before if of == owner and not wide)
        made = self.apps.made.get(owner)
        own = next(iter(texts(argument(made, None, "url_prefix"))[0]), "") if made else ""
        registered = self._registered.get(owner, [])
        for parent, call in registered:
            prefix = self._configured(argument(call, None, "url_prefix"), own)
            known = parent in self.apps.made
            yield Mount(parent if known else None, prefix, guards if known else (*self._everywhere, *guards))
        if not registered:
            yield Mount(None, own, (*self._everywhere, *guards))

    def _configured(self, value: Value | None, own: str) -> str:
        """Return a prefix, that of the configuration too: ``app.config["PREFIX"]`` is what a class or module sets."""
        said = next(iter(texts(value)[0]), own)
        found = _CONFIGURED.search(value.path) if isinstance(value, Unknown) else None
        for names in self.code.defined.values() if found else ():
            for name, same in names.items():
                if found and last(name) == found[1] and (known := texts(same[-1].value)[0]):
                    return known[0]
        return said

    @cached_property
    def _registered(self) -> dict[Named, list[tuple[Named, Call]]]:
        """What each blueprint is registered on, and the call that does it."""
        found: dict[Named, list[tuple[Named, Call]]] = {}
        for one in self.apps.calls("register_blueprint"):
            value = argument(one.call, 0, "blueprint")
            if isinstance(value, Unknown):
                parent = self.apps.owner(one.path, one.scope, one.call)
                for child in self.apps.objects(one, value.path):
                    found.setdefault(child, []).append((parent, one.call))
        return found

    @cached_property
    def _everywhere(self) -> tuple[Guard, ...]:
        """What runs before every request of the site."""
        return tuple(guard for _, wide, guard in self._before if wide)

    @cached_property
    def _before(self) -> list[tuple[Named, bool, Guard]]:
        """What turns visitors away before requests: of which object, whether of the whole site, and as what."""
        found = []
        for path, function, _, mark in self.apps.marked(*_BEFORE):
            owner = self.apps.owner(path, function.name.rpartition(".")[0], mark)
            if self.guards.refuses(function) or login.is_guard(last(function.name)):
                found.append((owner, self._wide(owner, mark), Guard(last(function.name), mark.location)))
        for one in self.apps.calls(*_BEFORE):
            value = argument(one.call, 0, "f")
            owner = self.apps.owner(one.path, one.scope, one.call)
            if isinstance(value, Unknown):
                definition = self.code.definition(self.code.resolve(one.path, value.path))
                if login.is_guard(last(value.path)) or (definition and self.guards.refuses(definition)):
                    found.append((owner, self._wide(owner, one.call), Guard(last(value.path), one.call.location)))
        return found

    def _wide(self, owner: Named, call: Call) -> bool:
        made = self.apps.made.get(owner)
        return _BEFORE[last(call.name)] or (made is not None and last(made.name) in _APPLICATIONS)

    def _of_marks(self, path: str, marks: Iterable[Call]) -> tuple[Guard, ...]:
        return tuple(guard for mark in marks for guard in self.guards.of(path, mark))

    def _view(self, owner: Named, path: str, call: Call) -> tuple[Endpoint, tuple[Guard, ...]]:
        """Return what the function or class renders that ``add_url_rule`` is given, and its guards."""
        value = argument(call, 2, "view_func")
        inside = list(walk(call.body))
        guards = self._of_marks(path, (one for one in inside if not one.name.endswith(".as_view")))
        made = next((one for one in inside if one.name.endswith(".as_view")), None)
        if made is not None:
            cls = self.code.resolve(path, made.name.removesuffix(".as_view"))
            return self._class(owner, cls, made), (*guards, *self._of_class(cls))
        handed = [one.value for wrapper in inside for one in positional(wrapper)]
        for name in (one.path for one in (value, *reversed(handed)) if isinstance(one, Unknown)):
            named = self.code.resolve(path, name)
            definition = self.code.definition(named)
            if definition is not None and definition.kind == "function":
                own = self._of_marks(named.path, definition.marks)
                return self._shown(owner, named, definition.calls), (*guards, *own)
        return Endpoint(NAME, "", call.location, unknown="its view is computed"), guards

    def _class(self, owner: Named, cls: Named, made: Call) -> Endpoint:
        members = [one for _, one in self.code.members(cls)]
        calls = [call for one in members if one.kind == "function" for call in one.calls]
        named = [one.value for one in members if one.kind == "variable" and "template" in last(one.name)]
        return self._shown(owner, cls, (made, *calls), tuple(text for value in named for text in texts(value)[0]))

    def _of_class(self, cls: Named) -> Iterator[Guard]:
        """Yield the guards of a view class: its ``decorators``, and those of its methods."""
        for owner, one in self.code.members(cls):
            listed = one.value if last(one.name) in {"decorators", "method_decorators"} else None
            for item in _unknowns(listed):
                yield from self.guards.of(owner.path, Call(item.path, (), one.location))
            shows = last(one.name) in {"get", "dispatch_request"}
            yield from self._of_marks(owner.path, (mark for mark in one.marks if shows or mark.name != LEAVES))

    def _shown(self, owner: Named, handler: Named, calls: Iterable[Call], also: tuple[str, ...] = ()) -> Endpoint:
        """Return what a handler renders, as an endpoint without its address."""
        said = rendered(self.code, handler.path, calls)
        said = msgspec.structs.replace(said, names=(*said.names, *also), unknown="" if also else said.unknown)
        return told(self.project, NAME, handler, said, self._folders(owner))

    def _folders(self, owner: Named) -> tuple[str, ...]:
        """Return the template folders that a blueprint or application calls its own."""
        made = self.apps.made.get(owner)
        folders = texts(argument(made, None, "template_folder"))[0] if made else ()
        return tuple(posixpath.normpath(posixpath.join(posixpath.dirname(owner.path), one)) for one in folders)


def _unknowns(value: Value | None) -> Iterator[Unknown]:
    items = value.items if isinstance(value, Array) else ()
    return (item for item in items if isinstance(item, Unknown))
