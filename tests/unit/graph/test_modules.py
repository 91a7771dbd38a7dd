"""What bare names mean: aliases by the configuration above a file."""

from __future__ import annotations

from pixelgate import facts
from pixelgate.facts.model import FileFacts
from pixelgate.facts.store import Facts
from pixelgate.graph.modules import candidates
from pixelgate.graph.tables import module_table
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
    return list(candidates(specifier, path, MODULES))


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
    assert list(candidates("pixel", "src/main.ts", found)) == ["src/pixel"]


def test_an_import_map_holds_for_the_modules_of_its_page() -> None:
    assert meant("pixel", "js/main.js")[-1] == "js/pixel.js"


def test_a_page_goes_by_its_own_import_map_first() -> None:
    pages = {p: FileFacts(f"{p}.html", "html", aliases=(("track", f"{p}/t.js"),)) for p in ("a", "b")}
    table = module_table({file.path: file for file in pages.values()})
    assert next(candidates("track", "a.html", table)) == "a/t.js"
    assert next(candidates("track", "b.html", table)) == "b/t.js"
    assert list(candidates("track", "main.js", table)) == ["a/t.js", "b/t.js"]
