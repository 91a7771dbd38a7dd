"""The layouts that view engines of Express put around views that name none."""

from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.scripted import found, ties

VIEWS = {
    "views/visits.hbs": "<p>{{> nav}}",
    "views/partials/nav.hbs": "<nav>",
    "views/layouts/main.hbs": "{{{body}}}",
    "views/layouts/bare.hbs": "{{{body}}}",
    "views/layout.hbs": "{{{body}}}",
}
MAIN, BARE, PLAIN = (f"views/visits.hbs > views/{name}.hbs" for name in ("layouts/main", "layouts/bare", "layout"))


def around(code: str, files: dict[str, str] = VIEWS) -> list[str]:
    everything = {**files, "app.js": f"const app = express();\n{code}"}
    listed = [one.removesuffix(" (implicit layout)") for one in ties(found("express", "express", everything))]
    return [one for one in listed if one.startswith(("views/visits.", "views/partials/"))]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", [MAIN]),
        ("{}", [MAIN]),
        ("{extname: 'hbs', defaultLayout: 'bare'}", [BARE]),
        ("{defaultLayout: 'bare.hbs'}", [BARE]),
        ("{defaultLayout: path.join(__dirname, 'views/layouts/bare')}", [BARE]),
        ("{defaultLayout: false}", []),
        ("{defaultLayout: 'gone'}", []),
    ],
)
def test_express_handlebars(options: str, expected: list[str]) -> None:
    asked = "const exphbs = require('express-handlebars');\n"
    assert around(f"{asked}app.engine('hbs', exphbs({options}));") == expected
    assert around(f"{asked}const hbs = exphbs.create({options}); app.engine('hbs', hbs.engine);") == expected
    named = "import { engine } from 'express-handlebars';\n"
    assert around(f"{named}app.engine('hbs', engine({options}));") == expected


@pytest.mark.parametrize(
    ("renders", "expected"),
    [
        ("r.render('visits')", [MAIN]),
        ("r.render('visits', {layout: 'bare'})", [BARE]),
        ("r.render('visits', {layout: false})", []),
        ("r.render('visits', {layout: null}); r.render('visits')", [MAIN]),
        ("r.render('visits', {layout: 'bare'}); r.render('visits', {title})", [BARE, MAIN]),
        ("r.render('visits', {layout: chosen})", [MAIN]),
    ],
)
def test_who_renders_a_view_may_name_its_layout(renders: str, expected: list[str]) -> None:
    code = "const exphbs = require('express-handlebars'); app.engine('hbs', exphbs());\n"
    assert around(f"{code}app.get('/', (q, r) => {{ {renders} }});") == expected


def test_a_view_that_names_its_layout_has_no_other() -> None:
    code = "const exphbs = require('express-handlebars'); app.engine('hbs', exphbs());"
    assert around(code, {**VIEWS, "views/visits.hbs": "{{!< bare}}<p>"}) == []


def test_hbs() -> None:
    asked = "const hbs = require('hbs'); app.set('view engine', 'hbs');\n"
    assert around(asked) == [PLAIN]
    assert around(f"{asked}app.set('view options', {{layout: 'layouts/bare'}});") == [BARE]
    assert around(f"{asked}app.set('view options', {{layout: false}});") == []


def test_express_ejs_layouts() -> None:
    files = {"views/visits.ejs": "<p>", "views/layout.ejs": "<%- body %>", "views/layouts/full.ejs": "<%- body %>"}
    asked = "const around = require('express-ejs-layouts'); app.use(around);\n"
    assert around(asked, files) == ["views/visits.ejs > views/layout.ejs"]
    assert around(f"{asked}app.set('layout', 'layouts/full');", files) == ["views/visits.ejs > views/layouts/full.ejs"]


def test_without_the_package_nothing_stands_around_a_view() -> None:
    assert around("app.set('view engine', 'hbs'); app.set('layout', 'bare');") == []
