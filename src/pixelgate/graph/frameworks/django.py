"""Django: the routes of ``urlpatterns``, from ``ROOT_URLCONF`` through ``include``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.graph.frameworks import addresses, django_around, django_rest
from pixelgate.graph.frameworks.django_apps import Registry
from pixelgate.graph.frameworks.django_views import View, Views
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.frameworks.python_builtins import text
from pixelgate.graph.frameworks.python_code import Named, PythonCode, last, positional, texts, walk
from pixelgate.graph.frameworks.python_runs import Runs
from pixelgate.graph.frameworks.python_values import (
    Dark,
    Known,
    Made,
    Method,
    Options,
    Thing,
    name_of,
    options,
    word,
)
from pixelgate.graph.model import Endpoint, Guard, Shows
from pixelgate.parse.values import Array, Unknown
from pixelgate.source import Location

NAME = "django"
_PATHS = frozenset({"path", "re_path", "url"})
_NO_PAGES = frozenset({"static", "staticfiles_urlpatterns", "debug_toolbar_urls"})
"""What adds addresses of files and of tools, and no page; a path whose view leads back adds none either."""

_KEPT = _PATHS | _NO_PAGES | {"include", "i18n_patterns", "as_view", "gettext", "gettext_lazy"}
"""Functions that are what they are by their name, whoever defines them."""

_ADMINS = frozenset({"ModelAdmin", "UserAdmin", "GroupAdmin", "TabularInline", "StackedInline", "AdminSite"})
_DEPTH = 20
_ACCOUNTS = {
    "login": "LoginView", "logout": "LogoutView", "password_change": "PasswordChangeView",
    "password_change/done": "PasswordChangeDoneView", "password_reset": "PasswordResetView",
    "password_reset/done": "PasswordResetDoneView", "reset/:uidb64/:token": "PasswordResetConfirmView",
    "reset/done": "PasswordResetCompleteView",
}  # fmt: skip


class _Mount(msgspec.Struct, frozen=True):
    """Where a list of patterns hangs, the guards around it, the modules on the way to it, and the last place there."""

    location: Location
    prefix: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    modules: tuple[str, ...] = ()
    depth: int = 0

    def below(self, pattern: str, *guards: Guard) -> _Mount:
        return msgspec.structs.replace(self, prefix=(*self.prefix, pattern), guards=(*self.guards, *guards))

    def at(self, location: Location, guards: Iterable[Guard] = ()) -> _Mount:
        return msgspec.structs.replace(self, location=location, guards=(*self.guards, *guards))


def endpoints(project: Project) -> Iterator[Endpoint | Tie]:
    """Yield the routes of every root of URL patterns in the tree, and the code that runs around their pages."""
    code = PythonCode(project)
    if any("urlpatterns" in names for names in code.defined.values()):
        found = tuple(_routes(project, code))
        yield from found
        yield from django_around.ties(project, code, found)


def _routes(project: Project, code: PythonCode) -> Iterator[Endpoint]:
    runs = Runs(code, _KEPT, Registry(code))
    urls = _Urls(code, Views(code, project, runs), project, runs)
    around = tuple(urls.middleware())
    for root in urls.roots():
        yield from urls.module(root, _Mount(Location(root), guards=around))
        if runs.left < 0:
            yield urls.computed("its patterns take more steps than are followed", _Mount(Location(root), guards=around))


class _Urls(msgspec.Struct, frozen=True):
    """Reads lists of URL patterns."""

    code: PythonCode
    views: Views
    project: Project
    runs: Runs

    def roots(self) -> list[str]:
        """Return the modules that ``ROOT_URLCONF`` names, else those with patterns that no other includes."""
        settings = (
            (path, said)
            for path, names in self.code.defined.items()
            for one in names.get("ROOT_URLCONF", ())
            for said in texts(one.value)[0]
        )
        named = dict.fromkeys(self.code.absolute(said, path).path for path, said in settings)
        known = [path for path in named if path in self.code.modules]
        if known:
            return known
        having = [path for path, names in self.code.defined.items() if "urlpatterns" in names]
        included = set(self._included())
        return [path for path in having if path not in included]

    def _included(self) -> Iterator[str]:
        """Yield the modules that are included anywhere."""
        for path, outline in self.code.modules.items():
            bodies = (outline.calls, *(one.calls for one in outline.definitions))
            for call in walk(tuple(call for body in bodies for call in body)):
                if last(call.name).endswith("include"):
                    yield from (self._meant(path, one.value) for one in positional(call))

    def _meant(self, path: str, value: object) -> str:
        if isinstance(value, Array) and value.items:
            return self._meant(path, value.items[0])
        if isinstance(value, Unknown):
            return _module(self.code.resolve(path, value.path))
        said = next(iter(texts(value)[0]), "")  # type: ignore[arg-type]
        return _module(self.code.absolute(said, path)) if said else ""

    def middleware(self) -> Iterator[Guard]:
        """Yield the middleware that asks for a login on every route."""
        for names in self.code.defined.values():
            for one in names.get("MIDDLEWARE", ()):
                items = one.value.items if isinstance(one.value, Array) else ()
                for name in (last(said) for item in items for said in texts(item)[0]):
                    if name.startswith(("LoginRequired", "RequireLogin")):
                        yield Guard(name, one.location)

    def module(self, path: str, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes of one module's patterns."""
        if path in mount.modules or len(mount.modules) > _DEPTH:
            return
        inside = _Mount(Location(path), mount.prefix, mount.guards, (*mount.modules, path))
        if "urlpatterns" in self.code.defined.get(path, {}):
            yield from self.listed(self.runs.value(Named(path, "urlpatterns")), inside)

    def listed(self, value: Known, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes in a list of patterns, in whatever else holds one, or say that they are not known."""
        self.runs.left -= 1
        match value:
            case _ if self.runs.left < 0:
                return
            case list() | Options():
                inner = msgspec.structs.replace(mount, depth=mount.depth + 1)
                for one in value.values if isinstance(value, Options) else value:
                    if mount.depth < _DEPTH:
                        yield from self.listed(one, inner)
            case Made():
                yield from self._made(value, mount.at(value.location))
            case Method(owner=owner, name="urls"):
                yield from self._router(owner, mount)
            case Thing(named=named) if named.provided:
                yield self._provided(named.name, mount)
            case Dark() | Method() | Thing():
                yield self.computed(f"which routes `{name_of(value) or text_of(value)}` makes is computed", mount)
            case _:
                return

    def _made(self, made: Made, mount: _Mount) -> Iterator[Endpoint]:
        name = word(made)
        if name in _PATHS and made.argument(0, "route", "regex") is not None:
            yield from self._route(made, mount)
        elif name == "i18n_patterns":
            prefix = "{/:language}?/" if made.argument(None, "prefix_default_language") is False else "/:language/"
            yield from self._handed(made, mount.below(prefix))
        elif name in _PATHS | _NO_PAGES:
            return
        elif not isinstance(made.result, Dark):
            yield from self.listed(made.result, mount.at(made.location, self.views.guards_of(made)))
        elif name.endswith("include"):
            yield from self._include(made, mount)
        else:
            lists = any(isinstance(one, list | Made | Options) for _, value in made.arguments for one in options(value))
            if lists:
                yield from self._handed(made, mount.at(made.location, self.views.guards_of(made)))
            else:
                yield self.computed(f"which routes `{name}` makes is computed", mount)

    def _handed(self, made: Made, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes that a function is handed."""
        for _, value in made.arguments:
            for one in options(value):
                if isinstance(one, list | Made):
                    yield from self.listed(one, mount)

    def _route(self, made: Made, mount: _Mount) -> Iterator[Endpoint]:
        angled = word(made) == "path"
        called = made.fields.get("callback")
        guards = tuple(self.views.around(called)) if called is not None else ()
        for said in dict.fromkeys(_spelled(one) for one in options(made.argument(0, "route", "regex") or "")):
            pattern = (
                addresses.angles(said.replace("<{}:", "<").replace("{}", "<part>"))
                if angled
                else addresses.regex(_grouped(said))
            )
            below = mount.below(pattern, *guards)
            for view in options(made.argument(1, "view")):
                yield from self._target(view, below, open_end=not angled and not addresses.ends(said))

    def _target(self, view: Known, mount: _Mount, *, open_end: bool) -> Iterator[Endpoint]:
        """Yield the routes behind one pattern; a view whose expression does not end takes in all that begins so."""
        match view:
            case Made() if word(view).endswith("include"):
                yield from self._include(view, mount)
            case [list() as inner, *_]:
                yield from self.listed(inner, mount)
            case list():
                yield from self.listed(view, mount)
            case _ if name_of(view).endswith("site.urls"):
                yield self._admin(mount)
            case Method(owner=owner, name="urls"):
                yield from self._router(owner, mount)
            case Thing(named=named) if named.provided and named.name.endswith(".urls"):
                yield self._provided(named.name, mount)
            case None:
                return
            case _:
                yield self._endpoint(mount.below("*") if open_end else mount, self.views.view(view))

    def _include(self, made: Made, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes of included patterns, whichever way they are named."""
        plain = [value for name, value in made.arguments if not name or name == "arg"]
        decorated = word(made) != "include" and len(plain) > 1
        if decorated:
            guards = (Guard(word(one), made.location) for one in plain[:-1] if word(one))
            mount = mount.at(made.location, guards)
        for value in options(plain[-1 if decorated else 0]) if plain else ():
            yield from self._included_in(value[0] if isinstance(value, list) and _is_pair(value) else value, mount)

    def _included_in(self, value: Known, mount: _Mount) -> Iterator[Endpoint]:
        match value:
            case str() if "{}" not in value:
                named = self.code.absolute(value, mount.modules[-1] if mount.modules else "")
                yield from self._included_in(Thing(named, "" if named.provided else "module"), mount)
            case Thing(kind="module", named=named) if not named.name:
                yield from self.module(named.path, mount)
            case Thing(named=named) if named.provided and named.name.endswith("urls"):
                yield from self._package(named.name, mount)
            case Method(owner=owner, name="urls"):
                yield from self._router(owner, mount)
            case list() | Options():
                yield from self.listed(value, mount)
            case _:
                yield self.computed("what is included here is computed", mount)

    def _package(self, name: str, mount: _Mount) -> Iterator[Endpoint]:
        """Yield the routes of an installed package."""
        if name != "django.contrib.auth.urls":
            yield self._provided(name, mount)
            return
        for pattern, cls in _ACCOUNTS.items():
            view = Thing(Named("", f"django.contrib.auth.views.{cls}"))
            shown = Made(Method(view, "as_view"), (), mount.location)
            yield self._endpoint(mount.below(pattern), self.views.view(shown))

    def _router(self, owner: Known, mount: _Mount) -> Iterator[Endpoint]:
        """Yield what is registered with a router, none of which is a page, or what a site of Django's admin has."""
        for one in options(owner):
            if not isinstance(one, Made):
                yield (
                    self._provided(name_of(one), mount)
                    if name_of(one)
                    else self.computed("its router is computed", mount)
                )
            elif not one.done and not re.search("Router|Site|API", name_of(one.function)):
                yield self.computed("what is included here is computed", mount)
            elif any(last(named.name).endswith("Site") for named in self.views.classes(one)):
                yield self._admin(mount)
            else:
                for pattern, view, location in django_rest.routes(self.code, one):
                    yield self._endpoint(mount.below(pattern).at(location), view)

    def _admin(self, mount: _Mount) -> Endpoint:
        """Return the administration of Django, with the templates of the project that it shows."""
        shown = (page for one in self._admins() for page in self.views.view(Thing(one, "class")).pages)
        own = tuple(dict.fromkeys((*self.project.templates("admin/{}.html"), *shown)))
        guard = Guard("admin.site", mount.location)
        return self._endpoint(
            mount.below("/*"), View("admin.site", own, (guard,), "package django renders it", Shows.PROVIDED)
        )

    def _admins(self) -> Iterator[Named]:
        """Yield the classes that Django's administration shows models with, and its sites."""
        for path, names in self.code.defined.items():
            for name in (name for name, same in names.items() if same[-1].kind == "class"):
                above = (last(one.name) for one in self.code.ancestors(Named(path, name)) if one.provided)
                if not _ADMINS.isdisjoint(above):
                    yield Named(path, name)

    def _provided(self, name: str, mount: _Mount) -> Endpoint:
        package = name.partition(".")[0]
        return self._endpoint(
            mount.below("/*"), View(name, unknown=f"package {package} renders it", shows=Shows.PROVIDED)
        )

    def computed(self, why: str, mount: _Mount) -> Endpoint:
        """Return an endpoint for all that may be made at a place, and why it is not known."""
        return self._endpoint(mount.below("/*"), View("", unknown=why))

    def _endpoint(self, mount: _Mount, view: View) -> Endpoint:
        return Endpoint(
            NAME,
            addresses.joined(*mount.prefix),
            mount.location,
            view.pages,
            tuple(dict.fromkeys((*mount.guards, *view.guards))),
            view.handler,
            view.unknown,
            view.shows,
        )


def text_of(value: Known) -> str:
    """Return what is not known as it is written."""
    return value.text if isinstance(value, Dark) else ""


def _module(named: Named) -> str:
    """Return the module whose patterns are meant."""
    return named.path if named.name in {"", "urlpatterns"} else ""


def _is_pair(value: list[Known]) -> bool:
    """Tell whether a list is one of patterns with the name of its application, and not one of patterns."""
    return bool(value) and word(value[0]) not in _PATHS


def _spelled(value: Known) -> str:
    """Return the text of a pattern, that inside a translation's call too."""
    if isinstance(value, Made) and value.arguments:
        return _spelled(value.arguments[0][1])
    return text(value) if value is not None else ""


def _grouped(said: str) -> str:
    """Return a regular expression with a group for what is not known of it."""
    return said.replace("{}", "(?P<part>[^/]+)")
