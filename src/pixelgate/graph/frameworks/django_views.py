"""What a Django view renders, and the login it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from pixelgate.graph.frameworks import login
from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.python_code import Named, PythonCode, argument, last, positional, texts, walk
from pixelgate.graph.frameworks.python_guards import Guards
from pixelgate.graph.frameworks.rendered import Rendered, pages, rendered
from pixelgate.graph.model import Guard, Shows
from pixelgate.parse.outline import Call, Definition
from pixelgate.parse.values import Function, Unknown, Value

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

    def view(self, path: str, value: Value, calls: tuple[Call, ...], room: int = 6) -> View:
        """Return the view that an expression in a module stands for, ``calls`` being those in it."""
        if isinstance(value, Function):
            said = rendered(self.code, path, calls)
            return self._shown(Named(path, "lambda"), said.names, said, ())
        if not isinstance(value, Unknown):
            text = next(iter(texts(value)[0]), "")
            return (
                self._named(self.code.absolute(text, path), None, room) if text else View("", unknown="it is computed")
            )
        call = next((one for one in calls if one.name == value.path), None)
        if call is None:
            return self._named(self.code.resolve(path, value.path), None, room)
        if call.name.endswith(".as_view"):
            return self._named(self.code.resolve(path, call.name.removesuffix(".as_view")), call, room)
        return self._wrapped(path, call, room - 1)

    def _wrapped(self, path: str, call: Call, room: int) -> View:
        """Return the view inside a decorator's call, with the guard that the decorator is."""
        inner = [one.value for one in positional(call) if isinstance(one.value, Unknown)]
        known = [value for value in inner if room > 0 and self._is_view(path, value, call.body)]
        guards = tuple(self._decorator(path, call))
        if known:
            view = self.view(path, known[-1], call.body, room)
            return msgspec.structs.replace(view, guards=(*guards, *view.guards))
        return self._named(self.code.resolve(path, call.name), call, 0)

    def _is_view(self, path: str, value: Unknown, calls: tuple[Call, ...]) -> bool:
        if any(call.name == value.path for call in calls):
            return True
        definition = self.code.definition(self.code.resolve(path, value.path))
        return definition is not None or value.path.rpartition(".")[0] != ""

    def _named(self, named: Named, call: Call | None, room: int) -> View:
        definition = self.code.definition(named)
        if named.provided and "." not in named.name:
            return View(named.name, unknown="its view is computed")
        if named.provided and not named.name.startswith("."):
            return self._provided(named, call)
        if definition is None and named.path and named.path not in self.code.modules:
            return View(named.name, (), (), "answers without a template", Shows.DATA)
        if definition is None:
            return View(named.name, unknown=f"no file of the tree defines {named.name}")
        if definition.kind == "class":
            return self._class(named, call)
        if definition.kind == "variable" and (view := self._again(named, definition)):
            return view
        if definition.kind == "variable" and room and definition.value is not None:
            return self.view(named.path, definition.value, definition.calls, room - 1)
        return self._function(named, definition, call)

    def _again(self, named: Named, definition: Definition) -> View | None:
        """Return the view that a name stood for before it was wrapped: ``visits = login_required(visits)``."""
        around = [call for call in definition.calls if any(_is(one.value, named.name) for one in positional(call))]
        before = next((one for one in reversed(self.code.definitions(named)) if one.kind != "variable"), None)
        if not around or before is None:
            return None
        view = self._class(named, None) if before.kind == "class" else self._function(named, before, None)
        guards = tuple(guard for call in around for guard in self._decorator(named.path, call))
        return msgspec.structs.replace(view, guards=(*guards, *view.guards))

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
        return self._shown(named, (*said.names, *extra.names), said, guards)

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
                for mark in method.marks:
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


def _is(value: Value, name: str) -> bool:
    return isinstance(value, Unknown) and value.path == name


def _missing(names: Iterable[str]) -> str:
    listed = " or ".join(f"“{name}”" for name in names)
    return f"no template {listed} in the tree" if listed else ""


def _application(model: Named) -> str:
    """Return the label of the application that defines a model: the folder above its ``models``."""
    parts = model.name.split(".")[:-1] if model.provided else model.path.removesuffix(".py").split("/")
    at = next((index for index, part in enumerate(parts) if part in {"models", "abstract_models"}), len(parts) - 1)
    return parts[at - 1] if at > 0 else ""
