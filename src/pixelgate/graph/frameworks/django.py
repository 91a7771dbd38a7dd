"""Django: the routes of ``urlpatterns``, from ``ROOT_URLCONF`` through ``include``."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks import addresses
from pixelgate.graph.frameworks.django_views import View, Views
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.python_code import Named, PythonCode, argument, last, positional, texts, walk
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.outline import Call, Definition
from pixelgate.parse.values import Array, Unknown, Value
from pixelgate.source import Span

NAME = "django"
_PATHS = frozenset({"path", "re_path", "url"})
_NO_PAGES = _PATHS | frozenset({"static", "staticfiles_urlpatterns", "debug_toolbar_urls"})
"""What adds addresses of files and of tools, and no page; a path whose view leads back adds none either."""

_DEPTH = 20
_ACCOUNTS = {
    "login": "LoginView", "logout": "LogoutView", "password_change": "PasswordChangeView",
    "password_change/done": "PasswordChangeDoneView", "password_reset": "PasswordResetView",
    "password_reset/done": "PasswordResetDoneView", "reset/:uidb64/:token": "PasswordResetConfirmView",
    "reset/done": "PasswordResetCompleteView",
}  # fmt: skip


class _Mount(msgspec.Struct, frozen=True):
    """Where a list of patterns hangs, the guards around it, and the modules on the way to it."""

    prefix: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    modules: tuple[str, ...] = ()

    def below(self, pattern: str, *guards: Guard) -> _Mount:
        return _Mount((*self.prefix, pattern), (*self.guards, *guards), self.modules)


def endpoints(project: Project) -> Iterator[Endpoint]:
    """Yield the routes of every root of URL patterns in the tree."""
    code = PythonCode(project)
    if not any("urlpatterns" in names for names in code.defined.values()):
        return
    urls = _Urls(code, Views(code, project), project)
    around = tuple(urls.middleware())
    for root in urls.roots():
        yield from urls.module(root, _Mount(guards=around))


class _Urls(msgspec.Struct, frozen=True):
    """Reads lists of URL patterns."""

    code: PythonCode
    views: Views
    project: Project

    def roots(self) -> list[str]:
        """Return the modules that ``ROOT_URLCONF`` names, else those with patterns that no other includes."""
        settings = (
            (path, text)
            for path, names in self.code.defined.items()
            for one in names.get("ROOT_URLCONF", ())
            for text in texts(one.value)[0]
        )
        named = dict.fromkeys(self.code.absolute(text, path).path for path, text in settings)
        known = [path for path in named if path in self.code.modules]
        if known:
            return known
        having = [path for path, names in self.code.defined.items() if "urlpatterns" in names]
        included = {path for one in having for path in self._includes(one)}
        return [path for path in having if path not in included]

    def _includes(self, path: str) -> Iterator[str]:
        for definition in self.code.defined[path]["urlpatterns"]:
            for call in walk(definition.calls):
                value = (
                    next((one.value for one in positional(call)), None) if last(call.name).endswith("include") else None
                )
                if value is not None:
                    yield self._module(path, value).path

    def middleware(self) -> Iterator[Guard]:
        """Yield the middleware that asks for a login on every route."""
        for names in self.code.defined.values():
            for one in names.get("MIDDLEWARE", ()):
                items = one.value.items if isinstance(one.value, Array) else ()
                for word in (last(text) for item in items for text in texts(item)[0]):
                    if word.startswith(("LoginRequired", "RequireLogin")):
                        yield Guard(word, one.location)

    def module(self, path: str, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes of one module's patterns."""
        if path in mount.modules or len(mount.modules) > _DEPTH:
            return
        inside = _Mount(mount.prefix, mount.guards, (*mount.modules, path))
        for definition in self.code.defined.get(path, {}).get("urlpatterns", ()):
            yield from self._listed(path, definition, inside)

    def _listed(self, path: str, definition: Definition, mount: _Mount) -> Iterator[Endpoint]:
        called = {call.name for call in definition.calls}
        items = definition.value.items if isinstance(definition.value, Array) else (definition.value,)
        listed = {item.path for item in items if isinstance(item, Unknown)}
        for call in definition.calls:
            found = list(self._calls(path, (call,), mount))
            yield from found
            handed = any(isinstance(one.value, Array | Unknown) for one in positional(call))
            if not found and call.name in listed and not handed and last(call.name) not in _NO_PAGES:
                made = View("", unknown=f"which routes `{last(call.name)}` makes is computed")
                yield self._endpoint(call, mount.below("/*"), made)
        for item in items:
            if isinstance(item, Unknown) and item.path not in called:
                yield from self._name(path, item.path, mount)

    def _name(self, path: str, name: str, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes of a list of patterns by its name."""
        if len(mount.modules) > _DEPTH:
            return
        named = self.code.resolve(path, name)
        here = _Mount(mount.prefix, mount.guards, (*mount.modules, f"{named.path}:{named.name}"))
        if f"{named.path}:{named.name}" in mount.modules:
            return
        for definition in self.code.definitions(named):
            yield from self._listed(named.path, definition, here)
        if name.endswith(".urls"):
            yield from self._router(path, name.removesuffix(".urls"), mount)

    def _calls(self, path: str, calls: tuple[Call, ...], mount: _Mount) -> Iterator[Endpoint]:
        for call in calls:
            word = last(call.name)
            if word in _PATHS and len(positional(call)) > 0:
                yield from self._route(path, call, mount)
            elif word == "i18n_patterns":
                always = texts(argument(call, None, "prefix_default_language"))[0] != ("false",)
                prefix = "/:language/" if always else "{/:language}?/"
                yield from self._patterns(path, call, mount.below(prefix))
            else:
                yield from self._made(path, call, mount)

    def _patterns(self, path: str, call: Call, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes in the arguments of a call."""
        yield from self._calls(path, call.body, mount)
        called = {one.name for one in call.body}
        for one in positional(call):
            items = one.value.items if isinstance(one.value, Array) else (one.value,)
            for item in items:
                if isinstance(item, Unknown) and item.path not in called:
                    yield from self._name(path, item.path, mount)

    def _made(self, path: str, call: Call, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes that a function of the project makes, or that a function of a package is handed."""
        named = self.code.resolve(path, call.name) if call.name else Named("", "")
        definition = self.code.definition(named)
        key = f"{named.path}:{named.name}"
        if definition is None or definition.kind != "function":
            yield from self._patterns(path, call, mount)
        elif key not in mount.modules:
            here = _Mount(mount.prefix, mount.guards, (*mount.modules, key))
            yield from self._calls(named.path, definition.calls, here)

    def _route(self, path: str, call: Call, mount: _Mount) -> Iterator[Endpoint]:
        said, _ = texts(argument(call, 0, "route", "regex"))
        named = next((one for one in call.body if "gettext" in one.name or one.name == "_"), None)
        if not said and named:
            said, _ = texts(next((one.value for one in positional(named)), None))
        angled = last(call.name) == "path"
        for text in said or ("{}",):
            pattern = addresses.angles(text.replace("{}", "<part>")) if angled else addresses.regex(_grouped(text))
            yield from self._target(path, call, mount.below(pattern), open_end=not angled and not addresses.ends(text))

    def _target(self, path: str, call: Call, mount: _Mount, *, open_end: bool) -> Iterator[Endpoint]:
        """Yield the routes behind one pattern; a view whose expression does not end takes in all that begins so."""
        value = argument(call, 1, "view")
        name = value.path if isinstance(value, Unknown) else ""
        inner = next((one for one in call.body if one.name == name), None)
        if inner is not None and last(name).endswith("include"):
            yield from self._include(path, inner, mount)
        elif name.endswith("site.urls"):
            yield self._admin(call, mount)
        elif name.endswith(".urls"):
            yield from self._router(path, name.removesuffix(".urls"), mount)
        elif value is not None:
            below = mount.below("*") if open_end else mount
            yield self._endpoint(call, below, self.views.view(path, value, call.body))

    def _include(self, path: str, call: Call, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes of included patterns, whichever way they are named."""
        guards = tuple(
            Guard(last(one.value.path), call.location)
            for one in positional(call)[:-1]
            if isinstance(one.value, Unknown) and last(call.name) != "include"
        )
        mount = msgspec.structs.replace(mount, guards=(*mount.guards, *guards))
        value = positional(call)[-1 if guards else 0].value if positional(call) else None
        if value is None:
            return
        named = self._module(path, value)
        if named.path and not named.name:
            yield from self.module(named.path, mount)
        elif named.provided and named.name:
            yield from self._package(named.name, call, mount)
        else:
            found = list(self._patterns(path, call, mount))
            computed = View("", unknown="what is included here is computed")
            yield from found or [self._endpoint(call, mount.below("/*"), computed)]

    def _module(self, path: str, value: Value) -> Named:
        """Return the module that is included, an empty name for a list of patterns."""
        if isinstance(value, Array) and value.items:
            return self._module(path, value.items[0]) if not isinstance(value.items[0], Array) else Named("", "")
        text = next(iter(texts(value)[0]), "")
        if text:
            return self.code.absolute(text, path)
        named = self.code.resolve(path, value.path) if isinstance(value, Unknown) else Named("", "")
        return (
            named
            if (named.path and not named.name) or (named.name.endswith("urls") and named.provided)
            else Named("", "")
        )

    def _package(self, name: str, call: Call, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes of an installed package."""
        if name != "django.contrib.auth.urls":
            view = View(name, unknown=f"package {name.partition('.')[0]} renders it", shows=Shows.PROVIDED)
            yield self._endpoint(call, mount.below("/*"), view)
            return
        for pattern, word in _ACCOUNTS.items():
            shown = Call(f"django.contrib.auth.views.{word}.as_view", (), call.location)
            view = self.views.view("", Unknown(shown.name, Span(0, 0)), (shown,))
            yield self._endpoint(call, mount.below(pattern), view)

    def _router(self, path: str, name: str, mount: _Mount) -> Iterator[Endpoint]:
        """Yield what is registered with a router: two routes for each, neither of which is a page."""
        named = self.code.resolve(path, name)
        outline = self.code.modules.get(named.path)
        for call in outline.calls if outline else ():
            if call.name != f"{named.name}.register":
                continue
            for text in texts(argument(call, 0, "prefix"))[0]:
                view = View(_handler(argument(call, 1, "viewset")), unknown="renders JSON", shows=Shows.DATA)
                prefix = addresses.regex(f"^{text}$")
                yield self._endpoint(call, mount.below(prefix), view)
                yield self._endpoint(call, mount.below(f"{prefix}/:pk"), view)

    def _admin(self, call: Call, mount: _Mount) -> Endpoint:
        """Return the administration of Django, with the templates of it that the project has of its own."""
        own = self.project.templates("admin/{}.html")
        view = View(
            "admin.site", own, (Guard("admin.site", call.location),), "package django renders it", Shows.PROVIDED
        )
        return self._endpoint(call, mount.below("/*"), view)

    def _endpoint(self, call: Call, mount: _Mount, view: View) -> Endpoint:
        return Endpoint(
            NAME,
            addresses.joined(*mount.prefix),
            call.location,
            view.pages,
            (*mount.guards, *view.guards),
            view.handler,
            view.unknown,
            view.shows,
        )


def _grouped(text: str) -> str:
    """Return a regular expression with a group for what is not known of it."""
    return text.replace("{}", "(?P<part>[^/]+)")


def _handler(value: Value | None) -> str:
    return value.path if isinstance(value, Unknown) else ""
