"""Guards that handlers write out themselves, in every language of a back end."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.unit.graph.frameworks.scripted import project

from pixelgate.graph.frameworks import discover
from pixelgate.graph.frameworks.leaving import guard
from pixelgate.parse.outline import LEAVES, Argument, Call
from pixelgate.parse.values import Unknown
from pixelgate.source import Location, Span


def guarded(files: Mapping[str, str]) -> list[str]:
    """Return addresses with the guards before them and their lines."""
    found = discover(project(files)).endpoints
    return sorted(
        f"{one.pattern} [{', '.join(f'{guard.name} :{guard.location.line}' for guard in one.guards)}]" for one in found
    )


@pytest.mark.parametrize(
    ("condition", "does", "asks"),
    [
        ("not request.user.is_authenticated", "return redirect('login')", True),
        ("not request.user.is_authenticated or x", "raise PermissionDenied", True),
        ("not request.user.is_authenticated and not shared", "raise PermissionDenied", False),
        ("request.user.is_authenticated", "return redirect('login_done')", False),
        ("request.user.is_anonymous", "return HttpResponseForbidden()", True),
        ("'user_id' not in session", "return redirect(url_for('auth.login'))", True),
        ("session.get('user') is None", "abort(401)", True),
        ("not form.is_valid()", "return redirect('login')", False),
        ("not request.user.is_authenticated", "return redirect('home')", False),
        ("not session.get('cart')", "return redirect('/login')", False),
        ("(!req.session.user)", "return res.redirect('/login')", True),
        ("(!req.session?.userId)", "{ res.status(401).end(); return }", True),
        ("(!req.user)", "{ return next() }", False),
        ("(!isset($_SESSION['user']))", "{ header('Location: login.php'); exit; }", True),
        ("(empty($_SESSION['user_id']))", "{ header('Location: /login'); exit; }", True),
        ("(isset($_SESSION['user']))", "{ header('Location: login.php'); exit; }", False),
        ("(!Auth::check())", "{ return redirect()->route('login'); }", True),
        ("(Auth::guest())", "abort(403);", True),
        ("!User.Identity.IsAuthenticated", "return Challenge();", True),
        ('(session.getAttribute("user") == null)', 'return "redirect:/login";', True),
        ("not current_user", "redirect_to login_path", True),
    ],
)
def test_what_turns_away_who_is_not_logged_in(condition: str, does: str, *, asks: bool) -> None:
    here = Location("a", 3)
    given = tuple(Argument("", Unknown(text, Span(0, 0))) for text in (condition, does))
    found = guard(Call(LEAVES, given, here))
    assert (found is not None) is asks
    assert found is None or (found.location, found.opens) == (here, False)


DJANGO = """
def open(request): return render(request, "a.html")
def function(request):
    if not request.user.is_authenticated:
        return redirect("login")
    return render(request, "a.html")
class Dispatched(View):
    def dispatch(self, request):
        if not request.user.is_authenticated:
            raise PermissionDenied
        return super().dispatch(request)
    def get(self, request): return render(request, "a.html")
class Posted(View):
    def get(self, request): return render(request, "a.html")
    def post(self, request):
        if not request.user.is_authenticated:
            raise PermissionDenied
"""


def test_django() -> None:
    lines = ("open", "function", "Dispatched.as_view()", "Posted.as_view()")
    urls = "from . import views\nurlpatterns = [{}]\n".format(", ".join(f"path('{x[:4]}/', views.{x})" for x in lines))
    assert guarded({"p/urls.py": urls, "p/views.py": DJANGO, "p/templates/a.html": "<p>"}) == [
        "/Disp [if not request.user.is_authenticated :9]",
        "/Post []",
        "/func [if not request.user.is_authenticated :4]",
        "/open []",
    ]


def test_flask_and_fastapi() -> None:
    flask = """from flask import *
app = Flask(__name__)
@app.route("/a")
def a():
    if "user" not in session:
        return redirect(url_for("login"))
    return render_template("a.html")
"""
    fastapi = """from fastapi import *
app = FastAPI()
@app.get("/a")
async def a(request: Request):
    if not request.session.get("user"):
        raise HTTPException(status_code=401)
"""
    assert guarded({"app.py": flask, "templates/a.html": "<p>"}) == ['/a [if "user" not in session :5]']
    assert guarded({"app.py": fastapi}) == ['/a [if not request.session.get("user") :5]']


def test_express() -> None:
    code = """const app = require('express')()
app.get('/a', (req, res) => { if (!req.session.user) return res.redirect('/login'); res.render('a') })
app.get('/b', show)
app.get('/c', (req, res) => { if (req.query.x) return res.redirect('/login'); res.render('a') })
function show (req, res) {
  if (!req.isAuthenticated()) { return res.sendStatus(401) }
  res.render('a')
}
"""
    package = '{"dependencies": {"express": "4"}}'
    assert guarded({"package.json": package, "app.js": code, "views/a.ejs": "<p>"}) == [
        "/a [if !req.session.user :2]",
        "/b [if !req.isAuthenticated() :6]",
        "/c []",
    ]


def test_rails() -> None:
    labs = """class LabsController < ApplicationController
  before_action -> { redirect_to login_path unless logged_in? }, only: :index
  def index
  end
  def show
    redirect_to login_path and return unless current_user
  end
end
"""
    files = {
        "config/routes.rb": "Rails.application.routes.draw do\n  resources :labs, only: [:index, :show]\nend\n",
        "app/controllers/labs_controller.rb": labs,
        "app/views/labs/index.html.erb": "<p>",
        "app/views/labs/show.html.erb": "<p>",
    }
    assert guarded(files) == ["/labs [before_action :2]", "/labs/:id [if not current_user :6]"]


def test_laravel() -> None:
    controller = """<?php
namespace App\\Http\\Controllers;
class LabController extends Controller {
  public function index() { if (!auth()->check()) { abort(403); } return view('a'); }
}
"""
    route = "<?php\nuse App\\Http\\Controllers\\LabController;\nRoute::get('/a', [LabController::class, 'index']);\n"
    files = {"artisan": "", "routes/web.php": route, "app/Http/Controllers/LabController.php": controller}
    assert guarded({**files, "resources/views/a.blade.php": "<p>"}) == ["/a [if !auth()->check() :4]"]


def test_aspnet() -> None:
    page = """public class MeModel : PageModel {
  public IActionResult OnGet() { if (!User.Identity.IsAuthenticated) return RedirectToPage("/Login"); return Page(); }
}
"""
    action = """public class LabController : Controller {
  [Route("/a")] public IActionResult A() { if (!User.Identity.IsAuthenticated) return Challenge(); return View(); }
}
"""
    files = {
        "Controllers/LabController.cs": action,
        "Views/Lab/A.cshtml": "<p>",
        "Pages/Me.cshtml": "@page\n@model MeModel\n<p>",
        "Pages/Me.cshtml.cs": page,
    }
    assert guarded(files) == [
        "/Me [if !User.Identity.IsAuthenticated :2]",
        "/a [if !User.Identity.IsAuthenticated :2]",
    ]


def test_spring() -> None:
    code = """@Controller
public class A {
  @GetMapping("/a")
  public String a(HttpSession session) {
    if (session.getAttribute("user") == null) { return "redirect:/login"; }
    return "a";
  }
}
"""
    files = {"src/A.java": code, "src/main/resources/templates/a.html": "<p>"}
    assert guarded(files) == ['/a [if session.getAttribute("user") == null :5]']
