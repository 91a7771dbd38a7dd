"""Routes that functions of the project declare for those who call them."""

from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.scripted import found, project, routes

from pixelgate.graph.frameworks.exported import follow, required

VIEWS = {"views/a.ejs": "<p>", "views/b.ejs": "<p>"}
SHOW = "(req, res) => res.render('a')"


def places(files: dict[str, str]) -> list[str]:
    listed = found("express", "express", {**VIEWS, **files}).endpoints
    return [f"{one.pattern} {one.location.path}:{one.location.line}" for one in listed]


def test_a_route_stands_where_its_address_is_written() -> None:
    files = {
        "app.js": (
            "const { page } = require('./pages');\nconst app = express();\n"
            "function all(app) {\n  page(app, '/a', [requireLogin], show);\n"
            "  page(app, `/b`, [], show);\n}\nall(app);\n"
            "const show = (req, res) => res.render('a');\n"
        ),
        "pages.js": (
            "const pages = {}; // routes\npages.page = (r, name, before, fn) => {\n  r.get(name, before, fn);\n"
            "  r.get('/api' + name, before, fn);\n};\nmodule.exports = pages;\n"
        ),
    }
    assert routes("express", "express", {**VIEWS, **files}) == [
        "/a views/a.ejs [requireLogin]",
        "/api/a views/a.ejs [requireLogin]",
        "/api/b views/a.ejs",
        "/b views/a.ejs",
    ]
    assert places(files) == ["/a app.js:4", "/api/a app.js:4", "/api/b app.js:5", "/b app.js:5"]


def test_a_function_that_returns_a_router_is_mounted_where_it_is_called() -> None:
    code = (
        "const app = express();\nfunction made(path) {\n  const router = express.Router();\n"
        "  router.use(requireLogin);\n"
        f"  router.get('/x', {SHOW});\n  router.get(path, {SHOW});\n  return router;\n}}\n"
        "app.use('/one', made('/y'));\napp.use('/two', made('/z'));\n"
    )
    assert routes("express", "express", {**VIEWS, "app.js": code}) == [
        "/one/x views/a.ejs [requireLogin]",
        "/one/y views/a.ejs [requireLogin]",
        "/two/x views/a.ejs [requireLogin]",
        "/two/z views/a.ejs [requireLogin]",
    ]
    assert places({"app.js": code}) == ["/one/x app.js:5", "/two/x app.js:5", "/one/y app.js:9", "/two/z app.js:10"]


def test_a_router_inside_a_function_has_the_address_that_the_function_gives_it() -> None:
    code = (
        "module.exports = function (app) {\n  const router = express.Router();\n"
        "  app.use('/in', requireLogin, router);\n"
        f"  router.get('/x', {SHOW});\n  app.get('/y', {SHOW});\n}};\n"
    )
    files = {**VIEWS, "app.js": "const app = express();\nrequire('./r')(app);\n", "r.js": code}
    assert routes("express", "express", files) == ["/in/x views/a.ejs [requireLogin]", "/y views/a.ejs"]


def test_the_guards_of_a_server_stand_before_what_it_is_handed_to() -> None:
    files = {
        **VIEWS,
        "app.js": "const app = express();\napp.use(requireLogin);\nrequire('./r')(app);\n",
        "r.js": f"module.exports = (server) => {{ server.get('/x', {SHOW}); }};\n",
    }
    assert routes("express", "express", files) == ["/x views/a.ejs [requireLogin]"]


def test_a_server_is_found_where_no_package_json_is() -> None:
    files = {
        "package.json": "{}",
        "core/app.js": f"const app = require('express')();\nimport express from 'express';\napp.get('/x', {SHOW});\n",
        "other/app.js": f"app.get('/y', {SHOW});\n",
        **VIEWS,
    }
    assert routes("express", "none", files) == ["/x views/a.ejs"]


def test_functions_that_call_each_other_end() -> None:
    code = f"function a(app) {{ b(app); app.get('/a', {SHOW}); }}\nfunction b(app) {{ a(app); }}\na(express());\n"
    code += "const app = express();\na(app);\n"
    assert routes("express", "express", {**VIEWS, "app.js": code}) == ["/a views/a.ejs"]
    alone = f"function a(app) {{ b(app); app.get('/a', {SHOW}); }}\nfunction b(app) {{ a(app); }}\n"
    assert routes("express", "express", {**VIEWS, "app.js": alone}) == ["/a views/a.ejs"]


FILES = {
    "a.js": (
        "const all = require('./all');\nconst { one } = require('./all');\nconst again = all.inner;\n"
        "const here = () => route();\n"
    ),
    "all.js": "const own = { inner: require('./inner'), route };\nmodule.exports = own;\nown.one = () => route();\n",
    "inner.js": "module.exports = require('./last');\n",
    "last.js": "const it = {};\nit.show = function (req) { route(); };\nmodule.exports = it;\n",
    "loop.js": "module.exports = require('./loop');\n",
}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("here", ("a.js", "here")),
        ("one", ("all.js", "own.one")),
        ("all.one", ("all.js", "own.one")),
        ("all.inner.show", ("last.js", "it.show")),
        ("again.show", ("last.js", "it.show")),
        ("all", ("all.js", "")),
        ("all.gone", None),
        ("nothing", None),
        ("not a name", None),
    ],
)
def test_what_a_dotted_name_means(name: str, place: tuple[str, str] | None) -> None:
    assert follow(project(FILES), "a.js", name) == place


def test_a_module_that_is_itself_means_nothing_else() -> None:
    assert required(project(FILES), "a.js", "./loop") == ("loop.js", "")
    assert required(project(FILES), "a.js", "./gone") is None


def test_of_a_view_whose_folder_is_computed_every_file_that_it_may_be_is_shown() -> None:
    themes = {f"views/themes/{name}/checkout.hbs": "<p>" for name in ("a", "b")}
    code = "const app = express();\napp.get('/pay', (req, res) => res.render(`${config.theme}%s`));\n"
    assert routes("express", "express", {**themes, "app.js": code % "checkout"}) == [
        "/pay views/themes/a/checkout.hbs,views/themes/b/checkout.hbs"
    ]
    for written, said in (("gone", "no view “{}gone”"), ("", "the name of its view is computed")):
        [endpoint] = found("express", "express", {**themes, "app.js": code % written}).endpoints
        assert (endpoint.pages, endpoint.unknown) == ((), said)


def test_a_route_whose_address_is_a_variable_is_told_without_its_page() -> None:
    files = {
        "app.js": (
            f"const app = express();\napp.get(config.path, requireLogin, {SHOW});\n"
            f"app.get(name, (key) => key);\ninstance.get(url, options);\napp.get('/a', {SHOW});\n"
        )
    }
    told = [one for one in found("express", "express", {**VIEWS, **files}).endpoints if one.unknown]
    assert [(one.pattern, one.pages, one.handler, one.unknown) for one in told] == [
        ("/*", (), "", "its address is computed (config.path)")
    ]
    assert [guard.name for guard in told[0].guards] == ["requireLogin"]
