from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.coded import told

IN = "Route::view('a', 'p.a');"
VIEW = "resources/views/p/a.blade.php"


def routes(body: str, **controllers: str) -> list[str]:
    files = {"routes/web.php": f"<?php use App\\C; {body}"}
    files |= {
        f"app/{name}.php": f"<?php namespace App; class {name} {{ {text} }}" for name, text in controllers.items()
    }
    return told("laravel", files, VIEW, "resources/js/Pages/P/A.vue", "resources/views/app.blade.php")


@pytest.mark.parametrize(
    ("declared", "line"),
    [
        ("Route::view('/a/{id?}', 'p.a');", "/a/:id? page: a.blade.php"),
        ("Route::get('a', fn () => view('p.a'))->middleware('auth');", "/a page: a.blade.php [auth]"),
        ("Route::get('a', fn () => Inertia::render('P/A'));", "/a page: A.vue app.blade.php"),
        ("Route::get('a', fn () => view($x));", "/a page: (the name of its view is computed)"),
        ("Route::get('a', fn () => view('gone'));", "/a page: (no view gone)"),
        ("Route::get('a', fn () => redirect('b'));", "/a data: (answers with data or a redirect)"),
        (
            f"Route::group(['prefix' => 'p', 'middleware' => ['web', 'auth:api']], function () {{ {IN} }});",
            "/p/a page: a.blade.php [auth:api]",
        ),
        (
            "Route::prefix('p')->middleware('guest')->group(fn () => Route::view('a', 'p.a'));",
            "/p/a page: a.blade.php [-guest]",
        ),
        (
            "Route::middleware('auth')->group(fn () => Route::view('a', 'p.a')->withoutMiddleware('auth'));",
            "/a page: a.blade.php [-withoutMiddleware_auth]",
        ),
        ("Route::match(['get', 'post'], 'a', fn () => view('p.a'));", "/a page: a.blade.php"),
        ("Route::fallback(fn () => view('p.a'));", "/* page: a.blade.php"),
        ("Route::get('a', 'Gone@show');", "/a page: (no file defines Gone)"),
    ],
)
def test_routes(declared: str, line: str) -> None:
    assert routes(declared) == [line]


def test_controllers_with_middleware_of_their_own() -> None:
    text = (
        "function __construct() { $this->middleware('auth')->except(['open']); }"
        "function open() { return view('p.a'); } function shut() { return $this->page(); }"
        "function page() { return view('p.a'); }"
    )
    assert routes("Route::get('open', [C::class, 'open']); Route::get('shut', [C::class, 'shut']);", C=text) == [
        "/open page: a.blade.php",
        "/shut page: a.blade.php [auth]",
    ]


def test_resources() -> None:
    text = "function index() { return view('p.a'); } function store() { return back(); }"
    text += "function edit($x) { return view('p.a'); }"
    assert routes("Route::resource('visit-notes', C::class)->except(['show']);", C=text) == [
        "/visit-notes page: a.blade.php",
        "/visit-notes data: (answers with data or a redirect)",
        "/visit-notes/:visit_note/edit page: a.blade.php",
    ]
