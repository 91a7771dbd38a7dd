"""What bare names mean: aliases by the configuration above a file."""

from __future__ import annotations

from pixelgate import facts
from pixelgate.facts.model import FileFacts
from pixelgate.facts.store import Facts
from pixelgate.graph.modules import candidates
from pixelgate.graph.places import places
from pixelgate.graph.resolve import Resolver
from pixelgate.graph.tables import module_table
from pixelgate.manifest.model import Site
from pixelgate.vendors.catalog import load

FILES = {
    "tsconfig.base.json": '{"compilerOptions": {"paths": {"@lib/*": ["libs/*"]}}}',
    "apps/a/tsconfig.json": '{"extends": "../../tsconfig.base"}',
    "apps/b/tsconfig.json": '{"extends": "./tsconfig.json", "references": [{"path": "./tsconfig.app.json"}]}',
    "apps/b/tsconfig.app.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
    "apps/c/jsconfig.json": '{"compilerOptions": {"baseUrl": "src", "paths": {"@/*": ["*"]}}}',
    "page.html": '<script type="importmap">{"imports": {"pixel": "./js/pixel.js"}}</script>',
}
MODULES = module_table(Facts({path: facts.extract(path, text.encode(), load()) for path, text in FILES.items()}).shared)


def meant(specifier: str, path: str) -> list[str]:
    return [one for together in candidates(specifier, path, MODULES) for one in together]


def test_two_applications_mean_different_files_by_one_alias() -> None:
    assert meant("@/pixel", "apps/b/src/main.ts")[0] == "apps/b/src/pixel"
    assert meant("@/pixel", "apps/c/src/deep/main.js")[0] == "apps/c/src/pixel"


def test_a_configuration_takes_over_the_aliases_of_the_one_that_it_extends() -> None:
    assert set(meant("@lib/track", "apps/a/main.ts")) == {"libs/track"}


def test_the_nearest_configuration_comes_first_and_those_above_it_after() -> None:
    assert meant("@lib/track", "apps/b/src/main.ts") == ["libs/track"]


def test_where_no_configuration_is_above_a_file_any_may_be_meant() -> None:
    found = module_table(
        {
            "config/tsconfig.json": facts.extract(
                "config/tsconfig.json", b'{"compilerOptions": {"baseUrl": "../src"}}', load()
            )
        }
    )
    assert list(candidates("pixel", "src/main.ts", found)) == [("src/pixel",)]


def test_an_import_map_holds_for_the_modules_of_its_page() -> None:
    assert meant("pixel", "js/main.js")[-1] == "js/pixel.js"


def test_a_page_goes_by_its_own_import_map_and_a_module_by_those_of_all_pages() -> None:
    pages = {p: FileFacts(f"{p}.html", "html", aliases=(("track", f"{p}/t.js"),)) for p in ("a", "b")}
    table = module_table({file.path: file for file in pages.values()})
    assert next(candidates("track", "a.html", table)) == ("a/t.js",)
    assert next(candidates("track", "b.html", table)) == ("b/t.js",)
    assert list(candidates("track", "main.js", table)) == [("a/t.js", "b/t.js")]


def test_of_the_bases_of_all_names_the_nearest_comes_first() -> None:
    files = [FileFacts(f"{p}.html", "html", aliases=(("*", f"{p}/js/*"),)) for p in ("a", "b")]
    table = module_table({file.path: file for file in files})
    assert list(candidates("lib/t", "b/js/main.js", table)) == [("b/js/lib/t",), ("a/js/lib/t",)]


def reached(maps: tuple[str, str]) -> tuple[str, ...]:
    """Return what a module reaches by a bare name, where two pages have import maps."""
    files = {f"{at}.html": f'<script type="importmap">{text}</script>' for at, text in enumerate(maps)}
    files |= {"js/main.js": "import 'track';", "js/fbq.js": "", "js/quiet.js": ""}
    found = Facts({path: facts.extract(path, text.encode(), load()) for path, text in files.items()})
    resolver = Resolver(frozenset(files), places(Site(), frozenset(files)), module_table(found.shared))
    [reference] = found["js/main.js"].references
    return resolver.resolve(reference, found["js/main.js"]).paths


def test_two_pages_that_map_one_name_do_not_hide_one_another() -> None:
    quiet, pixel = '{"imports": {"track": "./js/quiet.js"}}', '{"imports": {"track": "/js/fbq.js"}}'
    assert reached((quiet, pixel)) == ("js/quiet.js", "js/fbq.js")
    assert reached((pixel, quiet)) == ("js/quiet.js", "js/fbq.js")
    assert reached((quiet, quiet)) == ("js/quiet.js",)


def test_what_a_scope_says_is_kept_beside_what_holds_for_all() -> None:
    scoped = '{"imports": {"track": "./js/quiet.js"}, "scopes": {"/js/": {"track": "./js/fbq.js"}}}'
    assert reached((scoped, "{}")) == ("js/fbq.js", "js/quiet.js")
