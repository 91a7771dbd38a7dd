from __future__ import annotations

from tests.unit.parse.backend.spelled import outline, spelled

from pixelgate.source import Location

CONTROLLER = r"""<?php
namespace App\Http;
use App\A\{B, C as D};
use App\X as Y, Z;
/** @Route("/old/{id}", name="x", methods={"GET", "POST"}) */
#[Route('/p', name: 'x')]
final class Visits extends Base implements Baz {
  use Guarded;
  const VIEW = 'a.b';
  protected $middleware = ['web' => [A::class, 'x']];
  #[Get('/x/{id}'), IsGranted('ROLE')]
  public function show(private A $a, $b = 'x') {
    $this->middleware('auth')->except(['x']);
    return view('a.' . $b, compact('x'));
  }
}
"""
ROUTES = r"""<?php
Route::middleware('auth')->prefix("x/$y")->group(function () use ($a) {
  Route::get('/a', [C::class, 'm'])->name('z');
});
add_action('wp_head', fn() => track('x'));
if (!is_user_logged_in()) auth_redirect();
require __DIR__ . '/auth.php';
return ['a' => 1.5, ...$rest];
"""


def test_a_controller() -> None:
    found = outline("src/Visits.php", CONTROLLER)
    assert found.package == "App.Http"
    assert [(one.name, one.target) for one in found.imports] == [
        ("B", "App.A.B"),
        ("D", "App.A.C"),
        ("Y", "App.X"),
        ("Z", "Z"),
    ]
    assert spelled(found) == [
        "class Visits < Base, Baz, Guarded",
        "  @Route('/old/{id}', name='x', methods=['GET', 'POST'])",
        "  @Route('/p', name='x')",
        "variable Visits.VIEW = 'a.b'",
        "variable Visits.middleware = {web: [<A.class>, 'x']}",
        "function Visits.show(a=<A>, b='x')",
        "  @public()",
        "  @Get('/x/{id}')",
        "  @IsGranted('ROLE')",
        "  this.middleware('auth')",
        "  .except(['x'])",
        "  compact('x')",
        "  view('a.'+<b>, <compact('x')>)",
    ]


def test_an_annotation_stands_where_its_comment_does() -> None:
    mark = outline("src/Visits.php", CONTROLLER).definitions[0].marks[0]
    assert mark.location == Location("src/Visits.php", 5, 5, 5, 59)


def test_routes_and_hooks() -> None:
    assert spelled(outline("routes/web.php", ROUTES)) == [
        "Route.middleware('auth')",
        ".prefix('x/'+<y>)",
        ".group(function)",
        "  Route.get('/a', [<C.class>, 'm'])",
        "  .name('z')",
        "add_action('wp_head', function)",
        "  track('x')",
        "is_user_logged_in()",
        "auth_redirect()",
        "include(<__DIR__>+'/auth.php')",
        "return({a: 1.5, ...: <rest>})",
    ]


def test_code_between_markup() -> None:
    page = "<p>é</p><?php if (is_user_logged_in()): ?><b>x</b><?= view('a') ?><?php endif; ?>"
    assert spelled(outline("page.php", page)) == ["is_user_logged_in()", "view('a')"]
