"""Whoever adds a route, a page or a login, and leaves the manifest alone, is told which lines to add."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.spec.conftest import TODAY

from pixelgate.cli.project import load
from pixelgate.findings.model import Finding
from pixelgate.findings.terms import Terms
from pixelgate.pipeline import check
from pixelgate.tree import MemoryTree

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"


def added(folder: Path, path: str, old: str, new: str) -> list[tuple[str, str]]:
    """Return what a check says of drift once ``new`` stands for ``old`` in a file, and did not before."""
    project = load(folder / "pixelgate.toml")
    files = {one: project.tree.read(one) for one in project.tree.paths()}
    before = files.get(path, b"").decode()
    assert old in before
    changed = MemoryTree({**files, path: before.replace(old, new, 1)})
    told = [
        {_said(one) for one in check(tree, project.manifest, project.catalog, Terms(TODAY)).findings}
        for tree in (project.tree, changed)
    ]
    return sorted(told[1] - told[0])


def _said(finding: Finding) -> tuple[str, str]:
    place = f"{finding.rule.code} {finding.location.path}:{finding.location.line}"
    return place, finding.message.remedy


def a_route(path: str, guard: str = "") -> str:
    """Return what is said of a route without a row."""
    open_ = '`access = "public"` if everybody may see it, else `access = "authenticated"`'
    access = f'`access = "authenticated"` ({guard}, asks for a login)' if guard else open_
    return f'Add `[[route]]` with `path = "{path}"`, {access}, and in `phi` what the page bears.'


def a_page(path: str) -> str:
    """Return what is said of a page without a row that no code ties to an address."""
    line = f'`pages = ["{path}"]`'
    return f"Add {line} to the route that shows it, or a `[[route]]` of its own; or exclude it if it is not deployed."


def a_login(line: int) -> str:
    """Return what is said of a login that the row in a line of the manifest does not know of."""
    return f'Write `access = "authenticated"` in the row at pixelgate.toml:{line}, and in `phi` what the page bears.'


@pytest.mark.parametrize(
    ("folder", "path", "old", "new", "expected"),
    [
        (
            HERE / "django-routes",
            "portal/urls.py",
            '    path("labs/"',
            '    path("billing/", views.symptom),\n    path("labs/"',
            [("PG401 portal/urls.py:13", a_route("/billing"))],
        ),
        (
            HERE / "flask-routes",
            "portal/__init__.py",
            '    @app.get("/")',
            '    @app.get("/billing")\n    def billing(): return render_template("home.html")\n\n    @app.get("/")',
            [("PG401 portal/__init__.py:13", a_route("/billing"))],
        ),
        (
            HERE / "rails-routes",
            "config/routes.rb",
            'root to: "home#index"',
            'root to: "home#index"\n  get "/billing", to: "home#index"',
            [("PG401 config/routes.rb:3", a_route("/billing"))],
        ),
        (
            HERE / "laravel-routes",
            "routes/web.php",
            "    Route::view('/help'",
            "    Route::view('/billing', 'portal.help');\n    Route::view('/help'",
            [("PG401 routes/web.php:12", a_route("/portal/billing", "portal, routes/web.php:8"))],
        ),
        (
            HERE / "express-routes",
            "app.js",
            "app.get('/health'",
            "app.get('/billing', (req, res) => res.render('site/home'));\napp.get('/health'",
            [("PG401 app.js:11", a_route("/billing"))],
        ),
        (
            HERE / "spring-routes",
            "src/main/java/org/example/portal/HomeController.java",
            "\t@RequestMapping",
            '\t@GetMapping("/billing")\n\tString billing() {\n\t\treturn "home";\n\t}\n\n\t@RequestMapping',
            [
                (
                    "PG401 src/main/java/org/example/portal/HomeController.java:9",
                    a_route("/billing", "authenticated, src/main/java/org/example/portal/SecurityConfig.java:18"),
                )
            ],
        ),
        (
            HERE / "symfony-routes",
            "src/Controller/NewsController.php",
            "    public function index()",
            (
                "    #[Route('/billing')]\n"
                "    public function billing()\n"
                "    {\n"
                "        return $this->render('news/index.html.twig');\n"
                "    }\n"
                "\n"
                "    public function index()"
            ),
            [("PG401 src/Controller/NewsController.php:9", a_route("/billing"))],
        ),
        (
            HERE / "aspnet-routes",
            "Pages/Portal/Bills.cshtml",
            "",
            "@page\n<p>Bills</p>\n",
            [("PG401 Pages/Portal/Bills.cshtml:1", a_route("/Portal/Bills", "FallbackPolicy, Program.cs:13"))],
        ),
        (
            HERE / "nextjs-app",
            "app/(portal)/bills/page.tsx",
            "",
            "export default function Page() { return <p>Bills</p> }\n",
            [
                (
                    "PG401 app/(portal)/bills/page.tsx:1",
                    a_route("/my/bills", "NextResponse.redirect to a login, proxy.ts:6"),
                )
            ],
        ),
        (
            HERE / "markdown-prose",
            "portal/bills.md",
            "",
            "# Your bills\n",
            [("PG401 portal/bills.md:1", a_route("/portal/bills"))],
        ),
        (
            EXAMPLES / "novant",
            "portal/urls.py",
            "urlpatterns = [",
            'urlpatterns = [\n    path("mychart/bills", login_required(views.home)),',
            [("PG401 portal/urls.py:8", a_route("/mychart/bills", "login_required, portal/urls.py:8"))],
        ),
        (
            EXAMPLES / "novant",
            "templates/mychart/bills.html",
            "",
            "<!doctype html><p>Bills</p>\n",
            [("PG401 templates/mychart/bills.html:1", a_page("templates/mychart/bills.html"))],
        ),
        (
            EXAMPLES / "advocate-aurora",
            "templates/mychart/bills.html",
            "",
            "<!doctype html><p>Bills</p>\n",
            [("PG401 templates/mychart/bills.html:1", a_page("templates/mychart/bills.html"))],
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_a_page_that_no_row_claims(
    folder: Path, path: str, old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert added(folder, path, old, new) == expected


@pytest.mark.parametrize(
    ("folder", "path", "old", "new", "expected"),
    [
        (
            HERE / "django-routes",
            "portal/urls.py",
            'TemplateView.as_view(template_name="home.html")',
            'login_required(TemplateView.as_view(template_name="home.html"))',
            [("PG406 portal/urls.py:8", a_login(8))],
        ),
        (
            HERE / "flask-routes",
            "portal/__init__.py",
            "    def home():",
            "    @login_required\n    def home():",
            [("PG406 portal/__init__.py:14", a_login(8))],
        ),
        (
            HERE / "express-routes",
            "app.js",
            "app.get('/', (req, res) => res.render('site/home'))",
            "app.get('/', (req, res) => { if (!req.user) return res.redirect('/login'); res.render('site/home') })",
            [("PG406 app.js:10", a_login(22))],
        ),
        (
            HERE / "rails-routes",
            "app/controllers/home_controller.rb",
            "  skip_before_action :require_authentication\n",
            "",
            [("PG406 app/controllers/concerns/authentication.rb:5", a_login(8))],
        ),
        (
            HERE / "spring-routes",
            "src/main/java/org/example/portal/HomeController.java",
            "\t@RequestMapping",
            '\t@PreAuthorize("isAuthenticated()")\n\t@RequestMapping',
            [("PG406 src/main/java/org/example/portal/HomeController.java:9", a_login(8))],
        ),
        (
            HERE / "aspnet-routes",
            "Controllers/HomeController.cs",
            "[AllowAnonymous]",
            "[Authorize]",
            [
                ("PG406 Controllers/HomeController.cs:6", a_login(12)),
                ("PG406 Controllers/HomeController.cs:6", a_login(16)),
                ("PG406 Controllers/HomeController.cs:6", a_login(8)),
            ],
        ),
        (
            HERE / "laravel-routes",
            "routes/web.php",
            "->withoutMiddleware('portal')",
            "",
            [("PG406 routes/web.php:8", a_login(24))],
        ),
        (
            EXAMPLES / "novant",
            "portal/urls.py",
            'path("careers", TemplateView.as_view(template_name="site/careers.html"))',
            'path("careers", login_required(TemplateView.as_view(template_name="site/careers.html")))',
            [("PG406 portal/urls.py:9", a_login(20))],
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_a_login_where_the_row_says_public(
    folder: Path, path: str, old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert added(folder, path, old, new) == expected
