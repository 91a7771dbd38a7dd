"""What the files of package managers declare."""

from __future__ import annotations

import pytest

from pixelgate.facts.packages import Declared, declared


@pytest.mark.parametrize(
    ("path", "text", "packages"),
    [
        ("web/bower.json", '{"name": "portal", "dependencies": {"jquery": "3"}}', ("jquery", "portal")),
        (
            "web/libman.json",
            '{"libraries": [{"library": "jquery@3.7.1"}, {"library": "@microsoft/signalr@8.0"}, {}, 3]}',
            ("@microsoft/signalr", "jquery"),
        ),
        ("web/libman.json", '{"libraries": {"library": "jquery@3.7.1"}}', ()),
        ("web/libman.json", "[]", ()),
    ],
)
def test_packages_of_other_managers(path: str, text: str, packages: tuple[str, ...]) -> None:
    assert declared(path, text) == Declared(packages)


def test_any_other_file_declares_nothing() -> None:
    assert declared("web/appsettings.json", "{}") is None


def test_what_a_compilers_configuration_extends_comes_with_the_last_first() -> None:
    found = declared("web/tsconfig.app.json", '{"extends": ["./a.json", "@tsconfig/node20", "../base"]}')
    assert found == Declared(aliases=(("", "base.json"), ("", "web/a.json")))


def test_a_name_of_a_package_stands_for_its_sources_where_what_is_built_is_not_there() -> None:
    text = (
        '{"name": "@a/b", "main": "dist/index.js", "exports": {"./x": {"import": "./dist/x.mjs"}, "./y/*": "./y/*.js"}}'
    )
    known = declared("packages/b/package.json", text)
    assert known is not None
    assert {target for key, target in known.aliases if key == "@a/b"} >= {
        "packages/b/dist/index.js",
        "packages/b/src/index",
    }
    assert [target for key, target in known.aliases if key == "@a/b/x"] == ["packages/b/dist/x.mjs", "packages/b/src/x"]
    assert ("@a/b/y/*", "packages/b/y/*.js") in known.aliases
