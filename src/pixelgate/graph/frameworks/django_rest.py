"""Routers of REST frameworks: the routes that a view set makes, none of which is a page."""

from __future__ import annotations

from collections.abc import Iterator

from pixelgate.graph.frameworks import addresses
from pixelgate.graph.frameworks.django_views import View
from pixelgate.graph.frameworks.python_code import Named, PythonCode, argument, last, texts
from pixelgate.graph.frameworks.python_values import Known, Made, Thing, name_of, options, word
from pixelgate.graph.model import Shows
from pixelgate.parse.outline import Call
from pixelgate.source import Location

_LIST = frozenset({"list", "create", "ListModelMixin", "CreateModelMixin", "ModelViewSet", "ReadOnlyModelViewSet"})
_DETAIL = frozenset({
    "retrieve", "update", "partial_update", "destroy", "RetrieveModelMixin", "UpdateModelMixin", "DestroyModelMixin",
    "ModelViewSet", "ReadOnlyModelViewSet",
})  # fmt: skip
_FORMAT = "{.:format}?"

Route = tuple[str, View, Location]


def routes(code: PythonCode, router: Made) -> Iterator[Route]:
    """Yield pattern, view and place of what is registered with a router."""
    default = "Default" in word(router)
    if default:
        yield "", View(word(router), unknown="renders JSON", shows=Shows.DATA), router.location
    for call in router.done:
        prefix = call.argument(0, "prefix")
        view_set = call.argument(1, "viewset")
        if word(call) in {"register", "registerViewSet"} and isinstance(prefix, str):
            for one in options(view_set):
                yield from _registered(
                    code, prefix.replace("{}", "(?P<part>[^/]+)"), one, call.location, _FORMAT if default else ""
                )


def _registered(code: PythonCode, prefix: str, view_set: Known, place: Location, suffix: str) -> Iterator[Route]:
    base = addresses.regex(f"^{prefix}$")
    view = View(name_of(view_set), unknown="renders JSON", shows=Shows.DATA)
    cls = view_set.named if isinstance(view_set, Thing) else Named("", "")
    known = _has(code, cls)
    one = f"{base}/:{_lookup(code, cls)}"
    if not known or known & _LIST:
        yield base + suffix, view, place
    if not known or known & _DETAIL:
        yield one + suffix, view, place
    for mark, name in _actions(code, cls):
        path = next(iter(texts(argument(mark, None, "url_path"))[0]), name)
        detail = texts(argument(mark, None, "detail"))[0] != ("false",)
        yield f"{one if detail else base}/{addresses.regex(f'^{path}$')}{suffix}", view, mark.location


def _has(code: PythonCode, cls: Named) -> frozenset[str]:
    """Return the methods and mixins of a view set that make routes; nothing where a package not known here makes it."""
    if cls.provided and last(cls.name) not in _LIST | _DETAIL:
        return frozenset()
    words = {last(one.name) for one in code.ancestors(cls)} | {last(one.name) for _, one in code.members(cls)}
    return frozenset(words & (_LIST | _DETAIL)) or frozenset({"none"})


def _lookup(code: PythonCode, cls: Named) -> str:
    for name in ("lookup_url_kwarg", "lookup_field"):
        found = code.attribute(cls, name) if cls.path else None
        said = texts(found[1].value)[0] if found else ()
        if said:
            return said[0]
    return "pk"


def _actions(code: PythonCode, cls: Named) -> Iterator[tuple[Call, str]]:
    """Yield the decorators of extra actions, and the methods that they make actions."""
    for _, method in code.members(cls) if cls.path else ():
        for mark in method.marks:
            if last(mark.name) in {"action", "list_route", "detail_route"}:
                yield mark, last(method.name)
