"""What Next has built: pages written beforehand, and the code of those that it writes when they are asked for."""

from __future__ import annotations

import json

import pytest
from tests.unit.graph.frameworks.scripted import project, ties

from pixelgate.facts.entries import Listed, listed
from pixelgate.graph.frameworks import discover
from pixelgate.graph.frameworks.next_built import is_error

SERVER = ".next/server"
BUILD = json.dumps({
    "rootMainFiles": ["static/chunks/main-app.js", "static/chunks/gone.js"],
    "pages": {"/_app": ["static/chunks/_app.js"], "/": ["static/chunks/home.js", "static/a.css"]},
})  # fmt: skip


def references(*chunks: str) -> str:
    listed = json.dumps({"clientModules": {"a.jsx": {"id": 1, "name": "*", "chunks": chunks}}})
    return f'globalThis.__RSC_MANIFEST["/x/page"]={listed};'


FILES = {
    ".next/build-manifest.json": BUILD,
    **{f".next/static/chunks/{name}.js": "x()" for name in ("main-app", "_app", "home", "visits")},
    f"{SERVER}/app/visits/[id]/page_client-reference-manifest.js": references("9", "static/chunks/visits.js"),
    f"{SERVER}/app/visits/[id]/page.js": 'R.c("server/chunks/ssr/a.js")\nmodule.exports=R.m(1).exports\n',
    f"{SERVER}/chunks/ssr/a.js": "x()",
    f"{SERVER}/app/(care)/labs/page_client-reference-manifest.js": references("static/chunks/visits.js"),
    f"{SERVER}/app/(care)/labs/page.js": "x()",
    f"{SERVER}/app/labs.html": "<!doctype html><html></html>",
    f"{SERVER}/app/_not-found/page_client-reference-manifest.js": references("static/chunks/visits.js"),
    f"{SERVER}/app/_not-found/page.js": "x()",
    f"{SERVER}/pages/index.js": "x()",
    f"{SERVER}/pages/_app.js": "x()",
}


def test_pages_of_a_build() -> None:
    found = discover(project(FILES), "nextjs")
    assert [(one.pattern, one.pages) for one in found.endpoints] == [
        ("/labs", (f"{SERVER}/app/labs.html",)),
        ("/visits/:id", (f"{SERVER}/app/visits/[id]/page.js",)),
        ("/", (f"{SERVER}/pages/index.js",)),
    ]


def test_a_build_is_served_below_its_base_path() -> None:
    based = {**FILES, ".next/routes-manifest.json": '{"basePath": "/portal"}'}
    patterns = [one.pattern for one in discover(project(based), "nextjs").endpoints]
    assert patterns == ["/portal/labs", "/portal/visits/:id", "/portal"]
    assert listed("x/routes-manifest.json", '{"basePath": "/portal"}') == Listed()
    assert listed(".next/routes-manifest.json", '{"basePath": ""}') == Listed()


def test_code_that_writes_a_page_comes_with_the_scripts_of_the_page() -> None:
    visits, home = f"{SERVER}/app/visits/[id]/page.js", f"{SERVER}/pages/index.js"
    assert ties(discover(project(FILES), "nextjs")) == [
        f"{visits} > .next/server/chunks/ssr/a.js (script)",
        f"{visits} > .next/static/chunks/main-app.js (script)",
        f"{visits} > .next/static/chunks/visits.js (script)",
        f"{home} > .next/static/chunks/_app.js (script)",
        f"{home} > .next/static/chunks/home.js (script)",
    ]


def test_what_the_manifests_list() -> None:
    assert listed(".next/build-manifest.json", BUILD) == Listed((
        ("next-every:.next/app", "static/chunks/main-app.js"),
        ("next-every:.next/app", "static/chunks/gone.js"),
        ("next-every:.next/pages", "static/chunks/_app.js"),
        ("next-page:.next/server/pages/index.js", "static/chunks/home.js"),
    ))  # fmt: skip
    assert listed("x/build-manifest.json", BUILD) == Listed()
    path = "web/.next/server/app/a/page_client-reference-manifest.js"
    assert listed(path, references("1", "/_next/static/chunks/b.js", "/_next/static/chunks/b.js")) == Listed(
        (("next-page:web/.next/server/app/a/page.js", "static/chunks/b.js"),)
    )


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"rootMainFiles": 1, "pages": {"/": 3}}', "\0", "[" * 9000])
@pytest.mark.parametrize(
    "name", ["build-manifest.json", "routes-manifest.json", "server/app/page_client-reference-manifest.js"]
)
def test_a_manifest_that_is_none_lists_nothing(name: str, text: str) -> None:
    assert listed(f".next/{name}", text) == Listed()


def test_pages_of_errors() -> None:
    own = ("app/_not-found", "app/_global-error", "pages/404", "pages/500")
    assert all(is_error(f"web/{SERVER}/{name}.html") for name in own)
    assert not any(is_error(path) for path in (f"{SERVER}/app/404.html", "404.html", f"{SERVER}/pages/old.html"))
