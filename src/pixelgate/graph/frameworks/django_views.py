"""What a Django view renders, and the login it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.graph.frameworks import login
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.python_code import Named, PythonCode, argument, last, positional, texts, walk
from pixelgate.graph.frameworks.python_guards import Guards
from pixelgate.graph.frameworks.python_runs import Runs
from pixelgate.graph.frameworks.python_values import (
    Bound,
    Dark,
    Known,
    Local,
    Made,
    Method,
    Thing,
    call_of,
    class_of,
    name_of,
    options,
    word,
)
from pixelgate.graph.frameworks.rendered import Rendered, pages, rendered
from pixelgate.graph.model import Guard, Shows
from pixelgate.parse.outline import LEAVES, Call, Definition
from pixelgate.parse.program import Lambda
from pixelgate.parse.values import Unknown
from pixelgate.source import Location

_RANK = (Shows.DATA, Shows.PROVIDED, Shows.PAGE)
_ATTRIBUTE = re.compile(r"(?:\w+_)?template(?:_name|s)?|template_name_\w+")
_SUFFIXES = {
    "ListView": "_list", "DetailView": "_detail", "CreateView": "_form", "UpdateView": "_form",
    "DeleteView": "_confirm_delete", "ArchiveIndexView": "_archive", "YearArchiveView": "_archive_year",
    "MonthArchiveView": "_archive_month", "WeekArchiveView": "_archive_week", "DayArchiveView": "_archive_day",
    "TodayArchiveView": "_archive_day", "DateDetailView": "_detail",
}  # fmt: skip
_ACCOUNTS = {
    "LoginView": "login", "LogoutView": "logged_out", "PasswordChangeView": "password_change_form",
    "PasswordChangeDoneView": "password_change_done", "PasswordResetView": "password_reset_form",
    "PasswordResetDoneView": "password_reset_done", "PasswordResetConfirmView": "password_reset_confirm",
    "PasswordResetCompleteView": "password_reset_complete",
}  # fmt: skip
_WITHOUT_PAGE = frozenset({
    "RedirectView", "APIView", "GenericAPIView", "ViewSet", "GenericViewSet", "ModelViewSet", "ReadOnlyModelViewSet",
    "ListAPIView", "RetrieveAPIView", "CreateAPIView", "UpdateAPIView", "DestroyAPIView", "ListCreateAPIView",
    "RetrieveUpdateAPIView", "RetrieveDestroyAPIView", "RetrieveUpdateDestroyAPIView", "JavaScriptCatalog",
    "JSONCatalog", "Feed", "Sitemap",
})  # fmt: skip


class View(msgspec.Struct, frozen=True):
    """What an endpoint says of its view; ``guards`` outermost first."""

    handler: str
    pages: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    unknown: str = ""
    shows: Shows = Shows.PAGE


class Views(msgspec.Struct, frozen=True):
    """Reads the views of a project."""

    code: PythonCode
    project: Project
    runs: Runs

    def view(self, value: Known, room: int = 6) -> View:
        """Return the view that a value stands for."""
        match value:
            case Made() if word(value) == "as_view":
                return self._as_view(value)
            case Made():
                return self._made(value, room)
            case Thing(named=named) | Bound(function=named) | Local(function=Named() as named):
                return self._named(named, None)
            case Method() if name_of(value):
                return self._named(self.code.absolute(name_of(value), ""), None)
            case Local(function=Lambda(), scope=scope):
                given = self.runs.call(value, (), Location(scope.path))
                said = rendered(self.code, scope.path, [call_of(given)] if isinstance(given, Made) else [])
                return self._shown(Named(scope.path, "lambda"), said.names, said, ())
            case str() if value and "{}" not in value:
                return self._named(self.code.absolute(value, ""), None)
            case _:
                return View("", unknown="it is computed")

    def _as_view(self, made: Made) -> View:
        if isinstance(made.function, Thing):
            return self._named(Named("", made.name.removesuffix(".as_view")), call_of(made))
        owner = made.function.owner if isinstance(made.function, Method) else Dark()
        cls = owner.named if isinstance(owner, Thing) else class_of(owner)
        return self._named(cls, call_of(made)) if cls else View(name_of(owner), unknown="its view is computed")

    def _made(self, made: Made, room: int) -> View:
        """Return the view inside a decorator's call, with the guard that it is, or the one that a call makes."""
        if cls := class_of(made):
            return self._class(cls, call_of(made))
        guards = tuple(self.guards_of(made))
        inner = [value for _, value in made.arguments if _is_view(value)]
        if isinstance(made.result, Made) and word(made.result) == "as_view":
            inner = [made.result]
        if not room or not (inner or not isinstance(made.result, Dark)):
            function = made.function
            named = function.function if isinstance(function, Bound) else Named("", name_of(function))
            return self._named(function.named if isinstance(function, Thing) else named, call_of(made))
        view = self.view(inner[-1] if inner else made.result, room - 1)
        return msgspec.structs.replace(view, guards=(*guards, *view.guards))

    def guards_of(self, made: Made) -> Iterator[Guard]:
        """Yield the guard that a function is which was called, and those among the functions that it was given."""
        mark = call_of(made)
        yield from self._decorator(_named(made.function).path, mark)
        for value in (value for _, value in made.arguments if isinstance(value, Thing | Bound)):
            if login.is_guard(word(value)):
                yield Guard(word(value), made.location)

    def around(self, value: Known) -> Iterator[Guard]:
        """Yield the guards that wrap what was a view before."""
        for one in options(value):
            if isinstance(one, Made):
                yield from self.guards_of(one)
                for _, given in one.arguments:
                    yield from self.around(given)

    def classes(self, made: Made) -> tuple[Named, ...]:
        """Return the class of an object with all that it inherits from."""
        named = _named(made.function)
        return self.code.ancestors(named) if named.path else (named,)

    def _named(self, named: Named, call: Call | None) -> View:
        definitions = self.code.definitions(named)
        definition = next((one for one in reversed(definitions) if one.kind != "variable"), None)
        if named.provided and "." not in named.name:
            return View(named.name, unknown="its view is computed")
        if named.provided and not named.name.startswith("."):
            return self._provided(named, call)
        if not definitions and named.path and named.path not in self.code.modules:
            return View(named.name, (), (), "answers without a template", Shows.DATA)
        if not definitions:
            return View(named.name, unknown=f"no file of the tree defines {named.name}")
        if definition is None:
            return View(named.name, unknown="its view is computed")
        if definition.kind == "class":
            return self._class(named, call)
        return self._function(named, definition, call)

    def _provided(self, named: Named, call: Call | None) -> View:
        """Return a view of an installed package, which may be given a template of the project."""
        word = last(named.name)
        handed = argument(call, None, "template_name") if call else None
        usual = [f"registration/{_ACCOUNTS[word]}.html"] if word in _ACCOUNTS else []
        names, _ = texts(handed) if handed else (tuple(usual), False)
        found, missing = pages(self.project, names, "")
        guards = (
            (Guard(word, call.location, opens=True),) if call and word in _ACCOUNTS and "Change" not in word else ()
        )
        if found or (missing and handed):
            return View(named.name, found, guards, _missing(missing))
        package = named.name.partition(".")[0]
        shows = Shows.DATA if word in _WITHOUT_PAGE else Shows.PROVIDED
        return View(named.name, (), guards, f"package {package} renders it", shows)

    def _function(self, named: Named, definition: Definition, call: Call | None) -> View:
        said = rendered(self.code, named.path, definition.calls)
        guards = tuple(guard for mark in definition.marks for guard in self._decorator(named.path, mark))
        extra = rendered(self.code, named.path, (call,)) if call else Rendered()
        inner = list(self._handed_on(named, definition)) if not said.names else []
        if not inner:
            return self._shown(named, (*said.names, *extra.names), said, guards)
        first, *others = inner
        files = tuple(dict.fromkeys(page for one in inner for page in one.pages))
        unknown = next((one.unknown for one in inner if one.unknown and not one.pages), "")
        around = (*guards, *(first.guards if not others else ()))
        return View(named.name, files, around, unknown, max((one.shows for one in inner), key=_RANK.index))

    def _handed_on(self, named: Named, function: Definition) -> Iterator[View]:
        """Yield the views that a function hands its request on to: of a class, or one that a variable holds."""
        for call in walk(function.calls):
            target = self.code.resolve(named.path, call.name.removesuffix(".as_view"))
            definition = self.code.definition(target)
            if last(call.name) == "as_view" and (target.provided or (definition and definition.kind == "class")):
                yield self._named(target, call)
            elif definition and definition.kind == "variable" and not self._function_of(target):
                value = self.runs.value(target)
                if isinstance(value, Made) and word(value) == "as_view":
                    yield self._as_view(value)

    def _function_of(self, named: Named) -> bool:
        return any(one.kind == "function" for one in self.code.definitions(named))

    def _shown(self, named: Named, names: Iterable[str], said: Rendered, guards: tuple[Guard, ...]) -> View:
        found, missing = pages(self.project, dict.fromkeys(names), named.path)
        found = (*found, *said.files)
        if found or missing or said.unknown:
            return View(named.name, found, guards, said.unknown or ("" if found else _missing(missing)))
        if said.answers:
            return View(named.name, (), guards, "answers without a template", Shows.DATA)
        where = self.code.definition(named)
        at = f" ({named.path}:{where.location.line})" if where else ""
        return View(named.name, (), guards, f"{last(named.name)}{at} renders no template that can be told")

    def _class(self, cls: Named, call: Call | None) -> View:
        """Return a view class: the templates that its attributes and methods name, else the usual one."""
        members = list(self.code.members(cls))
        handed = argument(call, None, "template_name") if call else None
        names = list(texts(handed)[0]) if handed else []
        attributes = [d for _, d in members if d.kind == "variable" and _ATTRIBUTE.fullmatch(last(d.name))]
        names += [text for d in attributes if not handed for text in texts(d.value)[0] if "." in text or "/" in text]
        said = [rendered(self.code, owner.path, d.calls) for owner, d in members if d.kind == "function"]
        names += [name for one in said for name in one.names]
        external = [last(one.name) for one in self.code.ancestors(cls) if one.provided]
        computed = next((one.unknown for one in said if one.unknown), "") if not names else ""
        files = tuple(file for one in said for file in one.files)
        plain = any(one.answers for one in said) or bool(_WITHOUT_PAGE & set(external))
        if not names and not files and not computed:
            names += self._usual(cls, external)
            names = [name for name in names if not plain or self.project.templates(name, cls.path)]
        result = Rendered(tuple(names), computed, files, plain)
        view = self._shown(cls, names, result, tuple(self._of_class(cls)))
        if not view.pages and view.shows is Shows.PAGE and _WITHOUT_PAGE & set(external):
            return msgspec.structs.replace(view, shows=Shows.DATA, unknown="answers without a template")
        package = "django" if _ACCOUNTS.keys() & set(external) else "" if names or files else self._foreign(cls)
        if not view.pages and view.shows is Shows.PAGE and package:
            return msgspec.structs.replace(view, shows=Shows.PROVIDED, unknown=f"package {package} renders it")
        return view

    def _foreign(self, cls: Named) -> str:
        """Return the package, other than Django itself, that a view class inherits from."""
        bases = (one.name.partition(".")[0] for one in self.code.ancestors(cls) if one.provided and "." in one.name)
        return next((base for base in bases if base != "django"), "")

    def _usual(self, cls: Named, external: list[str]) -> Iterator[str]:
        """Yield the template that a generic view takes by its model: ``app/model_list.html``."""
        word = next((word for word in external if word in _SUFFIXES), None)
        if word is None:
            yield from (f"registration/{_ACCOUNTS[one]}.html" for one in external if one in _ACCOUNTS)
            return
        suffix = self.code.attribute(cls, "template_name_suffix")
        known = texts(suffix[1].value)[0] if suffix else ()
        ending = known[0] if known else _SUFFIXES[word]
        for app, model in self._models(cls):
            yield f"{app}/{model.lower()}{ending}.html"

    def _models(self, cls: Named) -> Iterator[tuple[str, str]]:
        """Yield application and name of the model that a class shows."""
        for name in ("model", "queryset"):
            found = self.code.attribute(cls, name)
            if found and isinstance(found[1].value, Unknown):
                owner, definition = found
                written = re.split(r"\.(?:objects|_default_manager)\b", definition.value.path)[0]  # type: ignore[union-attr]
                model = self.code.resolve(owner.path, written)
                yield _application(model), last(written)

    def _of_class(self, cls: Named) -> Iterator[Guard]:
        """Yield the guards of a view class: what it inherits, its decorators, those of the methods that answer."""
        for one in self.code.ancestors(cls):
            definition = self.code.definition(one)
            if definition is None:
                continue
            for base in definition.bases:
                if login.is_mixin(last(base)) and self.code.resolve(one.path, base).provided:
                    yield Guard(last(base), definition.location)
            for mark in definition.marks:
                yield from self._decorator(one.path, mark)
        for owner, method in self.code.members(cls):
            if method.kind == "function" and last(method.name) in {"dispatch", "get", "post", "test_func", "setup"}:
                own = [one for one in method.marks if one.name != LEAVES or last(method.name) != "post"]
                for mark in own:
                    yield from self._decorator(owner.path, mark)
                checks = (
                    call
                    for call in walk(method.calls)
                    if last(call.name) in {"redirect_to_login", "handle_no_permission"}
                )
                yield from (Guard(last(call.name), call.location) for call in checks)

    def _decorator(self, path: str, mark: Call) -> Iterator[Guard]:
        """Yield the guard that a decorator is, that ``method_decorator`` applies, or that the project wraps."""
        word = last(mark.name)
        if word == "method_decorator":
            first = positional(mark)[:1]
            for one in walk(mark.body):
                yield from self._decorator(path, one)
            for value in (one.value for one in first if isinstance(one.value, Unknown)):
                if not any(call.name == value.path for call in mark.body):
                    yield from self._decorator(path, Call(value.path, (), mark.location))
            return
        yield from Guards(self.code).of(path, mark)


def _named(value: Known) -> Named:
    """Return what a function is called, and where it is defined."""
    match value:
        case Thing(named=named) | Bound(function=named) | Local(function=Named() as named):
            return named
        case Made(function=function):
            return _named(function)
        case _:
            return Named("", name_of(value))


def _is_view(value: Known) -> bool:
    match value:
        case Made() | Local() | Bound():
            return True
        case Thing(named=named, kind=kind):
            return kind != "module" and (bool(named.path) or "." in named.name)
        case _:
            return False


def _missing(names: Iterable[str]) -> str:
    listed = " or ".join(f"“{name}”" for name in names)
    return f"no template {listed} in the tree" if listed else ""


def _application(model: Named) -> str:
    """Return the label of the application that defines a model: the folder above its ``models``."""
    parts = model.name.split(".")[:-1] if model.provided else model.path.removesuffix(".py").split("/")
    at = next((index for index, part in enumerate(parts) if part in {"models", "abstract_models"}), len(parts) - 1)
    return parts[at - 1] if at > 0 else ""
