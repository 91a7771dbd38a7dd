"""Ask the frameworks which routes the code declares, and which files they join to pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from pixelgate.graph.frameworks import (
    angular,
    aspnet,
    astro,
    django,
    drupal,
    eleventy,
    everywhere,
    express,
    express_layouts,
    fastapi,
    flask,
    functions,
    gatsby,
    hugo,
    jekyll,
    jsp,
    laravel,
    nextjs,
    nuxt,
    rails,
    react_router,
    server_pages,
    slim,
    spring,
    sveltekit,
    sveltekit_built,
    symfony,
    vue_router,
    webforms,
    wordpress,
)
from pixelgate.graph.frameworks.project import Project, Tie
from pixelgate.graph.model import Endpoint

Found = Endpoint | Tie

_FRAMEWORKS: dict[str, Callable[[Project], Iterator[Endpoint] | Iterator[Found]]] = {
    angular.NAME: angular.endpoints,
    aspnet.NAME: aspnet.endpoints,
    astro.NAME: astro.endpoints,
    django.NAME: django.endpoints,
    drupal.NAME: drupal.endpoints,
    eleventy.NAME: eleventy.endpoints,
    express.NAME: express.endpoints,
    fastapi.NAME: fastapi.endpoints,
    flask.NAME: flask.endpoints,
    functions.NAME: functions.endpoints,
    gatsby.NAME: gatsby.endpoints,
    hugo.NAME: hugo.endpoints,
    jekyll.NAME: jekyll.endpoints,
    laravel.NAME: laravel.endpoints,
    nextjs.NAME: nextjs.endpoints,
    nuxt.NAME: nuxt.endpoints,
    rails.NAME: rails.endpoints,
    react_router.NAME: react_router.endpoints,
    slim.NAME: slim.endpoints,
    spring.NAME: spring.endpoints,
    sveltekit.NAME: sveltekit.endpoints,
    symfony.NAME: symfony.endpoints,
    vue_router.NAME: vue_router.endpoints,
    wordpress.NAME: wordpress.endpoints,
}
"""What finds the routes of each framework, by the name that a manifest gives it."""


_CONFIGURED: tuple[Callable[[Project, Sequence[Endpoint]], Iterator[Tie]], ...] = (
    everywhere.ties,
    express_layouts.ties,
    jsp.ties,
    sveltekit_built.ties,
    webforms.ties,
)
"""What finds the files that settings, or what was built, put around pages, whichever framework shows them."""


class Discovered(msgspec.Struct, frozen=True):
    """The routes that code declares, sorted by place, and the files that frameworks join to pages."""

    endpoints: tuple[Endpoint, ...] = ()
    ties: tuple[Tie, ...] = ()


def discover(project: Project, framework: str = "") -> Discovered:
    """Return the routes of one framework, or of every framework that the code uses; ``none`` finds none."""
    asked = [_FRAMEWORKS[framework]] if framework in _FRAMEWORKS else [] if framework else list(_FRAMEWORKS.values())
    found = dict.fromkeys(one for ask in asked for one in ask(project))
    endpoints = tuple(one for one in found if isinstance(one, Endpoint))
    if framework in {"", server_pages.NAME}:
        endpoints += tuple(server_pages.endpoints(project, endpoints))
    configured = (one for ask in _CONFIGURED for one in ask(project, endpoints))
    ties = dict.fromkeys((*(one for one in found if isinstance(one, Tie)), *configured))
    return Discovered(
        tuple(sorted(endpoints, key=lambda one: (one.location, one.pattern, one.framework))),
        tuple(sorted(ties, key=lambda one: (one.source, one.target, one.kind, one.part))),
    )
