from __future__ import annotations

from tests.unit.graph.frameworks.coded import told

PROGRAM = 'app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");'


def test_overloads_by_convention() -> None:
    text = (
        "[Authorize] public class VisitsController : Controller {\n"
        "  public IActionResult New() => View();\n"
        '  [HttpPost] public IActionResult New(Visit v) { return RedirectToAction("New"); }\n'
        "  [AllowAnonymous] public IActionResult Index() { return View(model); }\n"
        "  public IActionResult Odd() => View(name, model);\n  private void Help() { }\n}\n"
    )
    files = {"Program.cs": PROGRAM, "Controllers/VisitsController.cs": text}
    assert told("aspnet", files, "Views/Visits/New.cshtml", "Views/Shared/Index.cshtml") == [
        "/Visits/New/:id? page: New.cshtml [Authorize]",
        "/Visits/New/:id? data: (answers with data or a redirect) [Authorize]",
        "/Visits page: Index.cshtml [Authorize -AllowAnonymous]",
        "/Visits/Index/:id? page: Index.cshtml [Authorize -AllowAnonymous]",
        "/Visits/Odd/:id? page: (the name of its view is computed) [Authorize]",
    ]


def test_web_forms_and_the_nearest_settings() -> None:
    config = """<configuration>
      <location path="Public"><system.web><authorization><allow users="*"/></authorization></system.web></location>
      <system.web><authorization><deny users="?"/></authorization></system.web>
    </configuration>"""
    assert told("aspnet", {"Site/Web.config": config}, "Site/Results.aspx", "Site/Public/Help.aspx") == [
        "/Public/Help.aspx page: Help.aspx [-allow_users]",
        "/Results.aspx page: Results.aspx [deny_users]",
    ]


def test_components_say_where_they_are() -> None:
    assert told("aspnet", {"Pages/Labs.razor": '@page "/labs/{Id:int}"\n@attribute [Authorize]\n'}) == [
        "/labs/:Id page: Labs.razor [Authorize]"
    ]
