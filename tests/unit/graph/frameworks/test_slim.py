"""Routes that PHP gives a collector of FastRoute or an application of Slim."""

from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.coded import told

TEMPLATES = ("templates/a.twig", "templates/b/c.html.twig")
CONTROLLERS = """<?php namespace App;
class Base { function __construct($response, Mail $mail) {} function show($name) { $this->t->render($name); } }
class Visits extends Base {
  function __invoke() { return $this->view->render($response, 'a.twig'); }
  function letter() { $this->mail->letter(); }
  function one() { return $this->one(); }
  function named($x) { return $this->view->render($x); }
  function gone() { return $this->view->render('gone.twig'); }
  function raw() { $this->response->addHTML(Table::of($x)); }
  function text($r) { $r->getBody()->write('<h1>Visit</h1>'); }
  function save() { return json_encode([]); }
}
class Mail { function letter() { return Letters::made(); } }
class Letters { static function made() { return $twig->render('b/c'); } }
"""


def routes(body: str, uses: str = "use Slim\\App;") -> list[str]:
    files = {"app/routes.php": f"<?php {uses} use App\\Visits; {body}", "src/Visits.php": CONTROLLERS}
    return told("slim", files, *TEMPLATES)


@pytest.mark.parametrize(
    ("path", "patterns"),
    [
        ("/x/{id}", ["/x/:id"]),
        (r"/x/{page:\d{2}}", ["/x/:page"]),
        ("/x/{lang:[a-z]{2}}", ["/x/:lang"]),
        ("/x/{rest:.+}", ["/x/:rest*"]),
        ("/x[/{year}[/{month}]]", ["/x", "/x/:year", "/x/:year/:month"]),
        ("[/]", ["/"]),
    ],
)
def test_patterns(path: str, patterns: list[str]) -> None:
    assert routes(f"$app->get('{path}', Visits::class);") == [f"{one} page: a.twig" for one in patterns]


@pytest.mark.parametrize(
    ("handler", "shown"),
    [
        ("Visits::class", "page: a.twig"),
        ("[Visits::class, 'letter']", "page: c.html.twig"),
        ("'App\\Visits:letter'", "page: c.html.twig"),
        ("Visits::class . ':letter'", "page: c.html.twig"),
        ("[Visits::class, 'one']", "data: (answers with data or a redirect)"),
        ("[Visits::class, 'named']", "page: (the name of its template is computed)"),
        ("[Visits::class, 'gone']", "page: (no template gone.twig)"),
        ("[Visits::class, 'raw']", "page: (its markup is made by code)"),
        ("[Visits::class, 'text']", "page: Visits.php"),
        ("[Visits::class, 'save']", "data: (answers with data or a redirect)"),
        ("[Other::class, 'x']", "provided: (no file defines Other::x)"),
        ("function ($q, $r) { return $view->render($r, 'a.twig'); }", "page: a.twig"),
    ],
)
def test_what_a_handler_shows(handler: str, shown: str) -> None:
    assert routes(f"$app->get('/x', {handler});") == [f"/x {shown}"]


def test_groups_of_a_collector() -> None:
    body = """return static function (RouteCollector $routes): void {
      $routes->addRoute(['GET', 'POST'], '[/]', Visits::class);
      $routes->addGroup('/a', static function (RouteCollector $routes): void {
        $routes->get('', Visits::class);
        $routes->addGroup('/b', static function (RouteCollector $routes): void { $routes->post('/c', Visits::class); });
      });
    };"""
    shown = "page: a.twig"
    assert routes(body, "use FastRoute\\RouteCollector;") == [f"/ {shown}", f"/a {shown}", f"/a/b/c {shown}"]


def test_guards_stand_before_a_route_a_group_or_all() -> None:
    body = """$app->group('/a', function ($g) { $g->get('/b', Visits::class)->add(JwtCheck::class); })
      ->add(new LoginRequired());
    $app->get('/c', Visits::class)->add(OptionalAuth::class); $app->get('/d', Visits::class)->add(Cache::class);"""
    assert routes(body) == [
        "/a/b page: a.twig [LoginRequired JwtCheck]",
        "/c page: a.twig [-OptionalAuth]",
        "/d page: a.twig",
    ]
    assert routes("$app->get('/d', Visits::class); $app->add(AuthMiddleware::class);") == [
        "/d page: a.twig [AuthMiddleware]"
    ]


def test_an_address_that_code_computes_is_all_that_it_may_be() -> None:
    assert routes("$app->get($path, Visits::class); $app->get($base . '/x', Visits::class);") == [
        "/:address* page: a.twig",
        "/:part0/x page: a.twig",
    ]


def test_what_is_no_route() -> None:
    body = (
        "$container->get('settings', 1); $app->get('view'); $container->get($key, $default); get('/x', Visits::class);"
    )
    assert routes(body) == []
    assert routes("$routes->get('/x', Visits::class);", "use Other\\Routes;") == []
