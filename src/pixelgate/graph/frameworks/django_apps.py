"""What Django and packages for it look up by name at run time: applications, classes, hooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from pixelgate.graph.frameworks.python_code import Named, PythonCode, last, texts
from pixelgate.graph.frameworks.python_values import Dark, Known, Made, Options, Thing, word
from pixelgate.parse.values import Array
from pixelgate.source import Location

if TYPE_CHECKING:
    from pixelgate.graph.frameworks.python_runs import Arguments, Runs

_DOTTED = re.compile(r"\w+(?:\.\w+)+")


class Registry(msgspec.Struct, frozen=True, dict=True):
    """The applications, classes and hooks of a project."""

    code: PythonCode

    def told(self, runs: Runs, function: Known, arguments: Arguments) -> Known:
        """Return what a look-up gives back, ``Dark`` for any other call."""
        said = [value for _, value in arguments if isinstance(value, str)]
        match word(function), said:
            case "get_app_config", [label]:
                return self._config(runs, label)
            case "get_app_configs", []:
                return [self._config(runs, label) for label in self._applications]
            case "import_string" | "import_module" | "import_from_string" | "load_object", [dotted] if (
                _DOTTED.fullmatch(dotted)
            ):
                return self._imported(runs, dotted)
            case "get_class", [module, name]:
                path = self.code.project.module(module)
                return runs.value(Named(path, name)) if path else Dark()
            case "is_installed", [name]:
                return name in self._listed[0] if self._listed[1] else Dark()
            case "get_hooks", [name]:
                return [Thing(one, "function") for one in self._hooked(name)]
            case _:
                return Dark()

    def named(self, runs: Runs, name: str) -> Known:
        """Return what a setting is in the settings of the tree; others may be used where it is installed."""
        package, _, setting = name.rpartition(".")
        if package != "django.conf.settings" or not setting.isupper():
            return Dark()
        values = [runs.value(Named(path, setting)) for path in self._settings if setting in self.code.defined[path]]
        known = [value for value in values if isinstance(value, str | bool | list | dict | None)]
        return Options((*known, Dark(f"settings.{setting}"))) if known else Dark()

    @cached_property
    def _settings(self) -> list[str]:
        """The modules of settings."""
        return [path for path, names in self.code.defined.items() if names.keys() & {"ROOT_URLCONF", "INSTALLED_APPS"}]

    def _imported(self, runs: Runs, dotted: str) -> Known:
        named = self.code.absolute(dotted, "")
        return Dark() if named.provided else runs.value(named)

    def _config(self, runs: Runs, label: str) -> Known:
        """Return the configuration of an application, as it is once Django has started it."""
        cls = self._applications.get(label)
        if cls is None:
            return Dark()
        found = self._configs.get(cls)
        if found is None:
            definition = self.code.definition(cls)
            place = definition.location if definition else Location(cls.path)
            found = self._configs[cls] = Made(Thing(cls, "class"), (), place)
            found.fields |= {"label": label}
            runs.call(runs.member(found, "ready"), (), place)
        return found

    @cached_property
    def _configs(self) -> dict[Named, Made]:
        return {}

    @cached_property
    def _applications(self) -> dict[str, Named]:
        """The configuration of each application by its label; of several, the one that is installed."""
        found: dict[str, Named] = {}
        for cls in self._classes():
            label = self._label(cls)
            other = found.get(label)
            if label and (other is None or self._before(cls, other)):
                found[label] = cls
        return found

    def _classes(self) -> Iterator[Named]:
        for path, names in self.code.defined.items():
            for name, same in names.items():
                if same[-1].kind == "class" and any(
                    last(one.name) == "AppConfig" for one in self.code.ancestors(Named(path, name))
                ):
                    yield Named(path, name)

    def _label(self, cls: Named) -> str:
        for wanted in ("label", "name"):
            found = self.code.attribute(cls, wanted)
            said = texts(found[1].value)[0] if found else ()
            if said:
                return last(said[0])
        return ""

    def _before(self, cls: Named, other: Named) -> bool:
        """Tell whether one configuration is taken before another of the same label."""
        if self._installs(cls) != self._installs(other):
            return self._installs(cls)
        return other in self.code.ancestors(cls)

    def _installs(self, cls: Named) -> bool:
        dotted = f"{cls.path.removesuffix('.py').replace('/', '.')}.{cls.name}"
        return any(f".{dotted}".endswith(f".{one}") for one in self._listed[0])

    @cached_property
    def _listed(self) -> tuple[frozenset[str], bool]:
        """The names in ``INSTALLED_APPS``, and whether these are all."""
        found: set[str] = set()
        whole = False
        for names in self.code.defined.values():
            for one in names.get("INSTALLED_APPS", ()):
                items = one.value.items if isinstance(one.value, Array) else ()
                said = [text for item in items for text in texts(item)[0]]
                found |= set(said)
                whole = isinstance(one.value, Array) and len(said) == len(items)
        return frozenset(found), whole

    def _hooked(self, name: str) -> Iterator[Named]:
        """Yield the functions that are registered under the name of a hook, in applications that are installed."""
        for path, outline in self.code.modules.items():
            if self._running(path):
                for one in outline.definitions:
                    marks = (mark for mark in one.marks if last(mark.name) == "register")
                    if one.kind == "function" and any(
                        name in texts(mark.arguments[0].value)[0] for mark in marks if mark.arguments
                    ):
                        yield Named(path, one.name)

    def _running(self, path: str) -> bool:
        """Tell whether a module lies in an application that may be installed."""
        listed, whole = self._listed
        package = path.rpartition("/")[0].replace("/", ".")
        installed = {re.sub(r"\.apps\.\w+$", "", one) for one in listed}
        return not whole or any(f".{package}".endswith(f".{one}") for one in installed)
