"""Scripts that templates name by the helpers of asset pipelines, found through the manifests of these."""

from __future__ import annotations

import pytest

from pixelgate import pipeline
from pixelgate.facts.entries import Listed, listed
from pixelgate.graph.model import RouteGraph
from pixelgate.manifest.model import Access, Manifest, Route
from pixelgate.reading import Reader
from pixelgate.source import Location
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog

PIXEL = "fbq('init', '1234567890123456')"

HELPERS = [
    pytest.param(
        "resources/views/a.blade.php",
        "@vite(['resources/js/app.js'])",
        {"resources/js/app.js": PIXEL},
        id="vite laravel",
    ),
    pytest.param(
        "resources/views/a.blade.php",
        "@vite('resources/js/app.js')",
        {
            "public/build/manifest.json": '{"resources/js/app.js":{"file":"assets/app-1.js","isEntry":true}}',
            "public/build/assets/app-1.js": PIXEL,
        },
        id="vite laravel built",
    ),
    pytest.param(
        "resources/views/a.blade.php",
        "<script src=\"{{ mix('/js/app.js') }}\"></script>",
        {"public/js/app.js": PIXEL},
        id="mix",
    ),
    pytest.param(
        "resources/views/a.blade.php",
        "<script src=\"{{ asset('js/app.js') }}\"></script>",
        {"public/js/app.js": PIXEL},
        id="asset blade",
    ),
    pytest.param(
        "app/views/a/b.html.erb",
        "<%= javascript_include_tag 'application' %>",
        {"app/assets/javascripts/application.js": "//= require ./pix\n", "app/assets/javascripts/pix.js": PIXEL},
        id="sprockets",
    ),
    pytest.param(
        "app/views/a/b.html.erb",
        "<%= javascript_include_tag 'application' %>",
        {"app/assets/javascripts/application.js": "//= require_tree .\n", "app/assets/javascripts/sub/pix.js": PIXEL},
        id="sprockets tree",
    ),
    pytest.param(
        "app/views/a/b.html.erb",
        "<%= javascript_include_tag 'application' %>",
        {"app/assets/javascripts/application.js": "//= require pix\n", "app/assets/javascripts/pix.js": PIXEL},
        id="sprockets bare",
    ),
    pytest.param(
        "app/views/a/b.html.erb",
        "<%= javascript_include_tag 'application' %>",
        {"app/javascript/application.js": PIXEL},
        id="propshaft",
    ),
    pytest.param(
        "app/views/a/b.html.erb",
        "<%= javascript_importmap_tags %>",
        {
            "config/importmap.rb": 'pin "application"\npin_all_from "app/javascript/c", under: "c"\n',
            "app/javascript/application.js": 'import "c"',
            "app/javascript/c/index.js": PIXEL,
        },
        id="importmap",
    ),
    pytest.param(
        "app/views/a/b.html.erb",
        "<%= javascript_importmap_tags %>",
        {
            "config/importmap.rb": 'pin "application"\npin "track", to: "lib/track.js"\n',
            "app/javascript/application.js": 'import "track"',
            "app/javascript/lib/track.js": PIXEL,
        },
        id="importmap pin",
    ),
    pytest.param(
        "app/views/a/b.html.erb",
        "<%= javascript_pack_tag 'application' %>",
        {"app/javascript/packs/application.js": PIXEL},
        id="shakapacker",
    ),
    pytest.param(
        "templates/a.html.twig",
        "{{ encore_entry_script_tags('app') }}",
        {"webpack.config.js": "Encore.addEntry('app', './assets/app.js')", "assets/app.js": PIXEL},
        id="encore",
    ),
    pytest.param(
        "templates/a.html.twig",
        "{{ encore_entry_script_tags('app') }}",
        {
            "public/build/entrypoints.json": '{"entrypoints":{"app":{"js":["/build/app.1.js"]}}}',
            "public/build/app.1.js": PIXEL,
        },
        id="encore built",
    ),
    pytest.param(
        "templates/a.html.twig",
        "{{ importmap('app') }}",
        {
            "importmap.php": "<?php return ['app' => ['path' => './assets/app.js', 'entrypoint' => true]];",
            "assets/app.js": PIXEL,
        },
        id="symfony importmap",
    ),
    pytest.param(
        "templates/a.html.twig",
        "<script src=\"{{ asset('js/app.js') }}\"></script>",
        {"public/js/app.js": PIXEL},
        id="twig asset",
    ),
    pytest.param(
        "templates/a.html.twig",
        "<script src=\"{{ asset('js/app.js') }}\"></script>",
        {"assets/js/app.js": PIXEL},
        id="twig assetmapper",
    ),
    pytest.param(
        "templates/a.html",
        "{% load static %}<script src=\"{% static 'js/app.js' %}\"></script>",
        {"static/js/app.js": PIXEL},
        id="django static",
    ),
    pytest.param(
        "templates/a.html",
        "{% load webpack_loader %}{% render_bundle 'main' %}",
        {
            "webpack-stats.json": '{"chunks":{"main":["m-1.js"]},"assets":{"m-1.js":{"name":"static/main-1.js"}}}',
            "static/main-1.js": PIXEL,
        },
        id="webpack_loader",
    ),
    pytest.param(
        "templates/a.html",
        "{% load django_vite %}{% vite_asset 'src/main.js' %}",
        {"src/main.js": PIXEL},
        id="django-vite",
    ),
    pytest.param(
        "templates/a.html",
        "<script src=\"{{ url_for('static', filename='js/app.js') }}\"></script>",
        {"static/js/app.js": PIXEL},
        id="flask",
    ),
    pytest.param(
        "Views/A/B.cshtml", '<script src="~/js/app.js"></script>', {"wwwroot/js/app.js": PIXEL}, id="razor tilde"
    ),
    pytest.param(
        "Views/A/B.cshtml",
        '<script src="https://cdn.example/x.js" asp-fallback-src="~/js/app.js"></script>',
        {"wwwroot/js/app.js": PIXEL},
        id="razor fallback",
    ),
    pytest.param(
        "Views/A/B.cshtml",
        '@Scripts.Render("~/bundles/x")',
        {
            "App_Start/BundleConfig.cs": '(new ScriptBundle("~/bundles/x").Include("~/Scripts/app-{version}.js"));',
            "Scripts/app-1.2.js": PIXEL,
        },
        id="mvc5 bundle",
    ),
    pytest.param(
        "src/main/resources/templates/a.html",
        '<script th:src="@{/js/app.js}"></script>',
        {"src/main/resources/static/js/app.js": PIXEL},
        id="thymeleaf",
    ),
    pytest.param(
        "src/main/webapp/WEB-INF/jsp/a.jsp",
        '<script src="<c:url value="/js/app.js"/>"></script>',
        {"src/main/webapp/js/app.js": PIXEL},
        id="jsp url",
    ),
    pytest.param(
        "templates/a.html",
        "{% load cra %}<script src=\"{% react_static 'main.js' %}\"></script>",
        {
            "build/asset-manifest.json": '{"files":{"main.js":"/static/js/main.1.js"}}',
            "build/static/js/main.1.js": PIXEL,
        },
        id="cra manifest",
    ),
    pytest.param(
        "themes/t/templates/page.html.twig",
        "{{ attach_library('t/pix') }}",
        {"themes/t/t.libraries.yml": "pix:\n  js:\n    js/pix.js: {}\n", "themes/t/js/pix.js": PIXEL},
        id="drupal lib",
    ),
]


def read(page: str, text: str, files: dict[str, str]) -> RouteGraph:
    route = Route("/visits", Access.AUTHENTICATED, (), (page,), Location("pixelgate.toml", 3))
    manifest = Manifest("pixelgate.toml", routes=(route,))
    reader = Reader(MemoryTree({page: text, **files}), catalog.load())
    return pipeline.link(reader, manifest, pipeline.join(reader, manifest.site, pipeline.read(reader)))


@pytest.mark.parametrize(("page", "text", "files"), HELPERS)
def test_a_helper_leads_to_its_scripts(page: str, text: str, files: dict[str, str]) -> None:
    graph = read(page, text, files)
    pixel = next(path for path, content in files.items() if content == PIXEL)
    assert [reach.fact.location.path for reach in graph.sightings if reach.chains] == [pixel]
    assert not [reach.fact.message for reach in graph.problems if reach.chains]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("templates/a.html", "{% load webpack_loader %}{% render_bundle 'main' %}"),
        ("templates/a.html.twig", "{{ encore_entry_script_tags('app') }}"),
        ("templates/a.html.twig", "{{ importmap(name) }}"),
        ("Views/A/B.cshtml", '@Scripts.Render("~/bundles/x")'),
        ("Views/A/B.cshtml", '<script asp-src-include="~/js/**/*.js"></script>'),
    ],
)
def test_a_helper_that_leads_nowhere_is_a_problem(page: str, text: str) -> None:
    assert [reach.fact.kind for reach in read(page, text, {}).problems if reach.chains] == ["unresolved-reference"]


@pytest.mark.parametrize(
    "name", ["entrypoints.json", "webpack-stats.json", "manifest.json", "importmap.rb", "t.libraries.yml"]
)
@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"entrypoints": 1, "chunks": {"a": 3}}', "\0", "[" * 9000])
def test_a_manifest_that_is_none_lists_nothing(name: str, text: str) -> None:
    assert listed(f"build/{name}", text) == Listed()


def test_a_bundle_may_name_many_files_by_patterns() -> None:
    code = '(new ScriptBundle("~/bundles/x").Include("~/Scripts/a-{version}.js", "~/Scripts/b*.js")); f("~/c.js");'
    expected = (("bundle:~/bundles/x", "Scripts/a-{}.js"), ("bundle:~/bundles/x", "Scripts/b{}.js"))
    assert listed("App_Start/BundleConfig.cs", code).entries == expected


@pytest.mark.parametrize(
    ("library", "problems"), [("core/jquery", 0), ("clinic/styles", 0), ("clinic/pixel", 0), ("clinic/gone", 1)]
)
def test_libraries_of_drupal_that_others_bring_or_that_have_no_script_are_no_problem(
    library: str, problems: int
) -> None:
    declared = "pixel:\n  js:\n    js/pixel.js: {}\nstyles:\n  css:\n    theme:\n      css/a.css: {}\n"
    files = {"themes/clinic/clinic.libraries.yml": declared, "themes/clinic/js/pixel.js": PIXEL}
    graph = read("themes/clinic/templates/page.html.twig", f"{{{{ attach_library('{library}') }}}}", files)
    assert len([reach for reach in graph.problems if reach.chains]) == problems
