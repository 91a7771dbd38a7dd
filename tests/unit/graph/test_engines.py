"""Names looked up as each template language does it."""

from __future__ import annotations

import pytest

from pixelgate.facts.model import FileFacts, Reference
from pixelgate.graph.modules import Modules
from pixelgate.graph.places import places
from pixelgate.graph.resolve import Resolver
from pixelgate.manifest.model import Site
from pixelgate.source import Location

_PATHS = """
    app/views/a/show.html.erb app/views/a/_menu.html.erb app/views/shared/_menu.html.haml app/views/layouts/a.html.erb
    app/views/application/_menu.html.erb app/views/a/_new.js.erb app/assets/javascripts/a.js
    web/inc/head.php web/pages/inc/head.php web/pages/a.php web/other/deep/tail.php
    site/templates/a/x.ejs site/templates/a/part.ejs site/templates/part.ejs
"""


def found(path: str, dialect: str, name: str, kind: str = "include", space: str = "template") -> tuple[str, ...]:
    paths = frozenset(_PATHS.split())
    resolver = Resolver(paths, places(Site(), paths), Modules({}, ()))
    reference = Reference(kind, space, (name,), Location(path))
    return resolver.resolve(reference, FileFacts(path, dialect)).paths


@pytest.mark.parametrize(
    ("path", "dialect", "name", "expected"),
    [
        ("app/views/a/show.html.erb", "erb", "_menu", "app/views/a/_menu.html.erb"),
        ("app/views/a/show.html.erb", "erb", "shared/_menu", "app/views/shared/_menu.html.haml"),
        ("app/views/b/show.html.erb", "erb", "_menu", "app/views/application/_menu.html.erb"),
        ("app/views/a/create.js.erb", "javascript", "_new", "app/views/a/_new.js.erb"),
        ("web/pages/a.php", "php", "inc/head.php", "web/pages/inc/head.php"),
        ("web/pages/a.php", "php", "/inc/head.php", "web/inc/head.php"),
        ("web/pages/a.php", "php", "../inc/head.php", "web/inc/head.php"),
        ("web/pages/a.php", "php", "{}/tail.php", "web/other/deep/tail.php"),
        ("web/pages/a.php", "php", "{}/head.php", "web/pages/inc/head.php"),
        ("site/templates/a/x.ejs", "ejs", "part", "site/templates/a/part.ejs"),
        ("site/templates/a/x.ejs", "ejs", "../part", "site/templates/part.ejs"),
        ("site/templates/a/x.html", "jinja", "part.ejs", "site/templates/part.ejs"),
    ],
)
def test_the_nearest_file_is_meant(path: str, dialect: str, name: str, expected: str) -> None:
    assert found(path, dialect, name) == (expected,)


def test_layouts_and_assets_have_their_own_folders() -> None:
    assert found("app/views/a/show.html.erb", "erb", "layouts/a", "extends") == ("app/views/layouts/a.html.erb",)
    assert found("app/views/a/show.html.erb", "erb", "a.js", "asset", "static") == ("app/assets/javascripts/a.js",)


def test_what_is_not_there_is_not_found() -> None:
    assert found("web/pages/a.php", "php", "../../../../inc/none.php") == ()
    assert found("web/pages/a.php", "php", "none.php") == ()
