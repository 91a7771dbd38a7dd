"""Names looked up as each template language does it."""

from __future__ import annotations

import pytest

from pixelgate.facts.model import FileFacts, Reference
from pixelgate.graph.modules import Modules
from pixelgate.graph.places import places
from pixelgate.graph.resolve import Resolution, Resolver
from pixelgate.graph.survey import unresolved
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


def resolution(reference: Reference, paths: str, path: str, packages: Modules | None = None) -> Resolution:
    known = frozenset(paths.split())
    resolver = Resolver(known, places(Site(), known), packages or Modules({}, ()))
    return resolver.resolve(reference, FileFacts(path, "php" if path.endswith(".php") else "html"))


@pytest.mark.parametrize(
    ("path", "url", "expected"),
    [
        ("one/Views/a.cshtml", "/js/a.js", "one/wwwroot/js/a.js"),
        ("two/Views/deep/a.cshtml", "/js/a.js", "two/wwwroot/js/a.js"),
        ("two/Views/a.cshtml", "../js/a.js", "two/wwwroot/js/a.js"),
        ("other/a.cshtml", "/js/a.js", None),
        ("app/setup/a.twig", "../js/b.js", "js/b.js"),
    ],
)
def test_an_address_means_the_web_root_of_its_own_site(path: str, url: str, expected: str | None) -> None:
    paths = "one/wwwroot/js/a.js two/wwwroot/js/a.js js/b.js"
    found = resolution(Reference("script", "url", (url,), Location(path)), paths, path)
    assert found.paths == ((expected,) if expected else ())


def test_a_library_that_a_declared_package_brings_is_provided() -> None:
    declared = Modules({"web": frozenset({"jquery"})}, ())
    reference = Reference("script", "url", ("/lib/jquery/dist/jquery.js",), Location("web/a.cshtml"))
    found = resolution(reference, "web/a.cshtml", "web/a.cshtml", declared)
    assert found.provided == "package jquery"
    other = resolution(reference, "a.cshtml", "a.cshtml", declared)
    assert (other.paths, other.provided) == ((), "")


def test_a_name_that_only_the_loader_of_a_bundle_knows_is_no_problem_but_a_missing_file_is() -> None:
    bare, file = (Reference("require", "module", (name,), Location("a.js")) for name in ("underscore", "./b"))
    assert unresolved(bare, resolution(bare, "a.js", "a.js")) is None
    problem = unresolved(file, resolution(file, "a.js", "a.js"))
    assert problem is not None
    assert "“./b”" in problem.message


def test_a_file_of_the_machine_is_provided_by_it() -> None:
    reference = Reference("include", "template", ("/etc/portal/config.php",), Location("a.php"))
    assert resolution(reference, "a.php", "a.php").provided == "the machine that runs the site"
