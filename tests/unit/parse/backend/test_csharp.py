from __future__ import annotations

from tests.unit.parse.backend.spelled import outline, spelled

CONTROLLER = """\
using Microsoft.AspNetCore.Mvc;
using X = A.B.C;
namespace Portal.Controllers;
[Authorize(Roles = "x"), Route("portal/[controller]")]
[Area("Admin")]
public class HomeController(ILogger<X> log) : Controller, IFoo {
  private const string View1 = "x";
  [HttpGet("{id:int}")]
  public async Task<IActionResult> Index(int id, string q = "z") {
    if (x) return View("X", new { a = 1, q });
    return await Task.FromResult(View());
  }
  public IActionResult Other() => View(nameof(Index));
  public string Name() => "n";
}
"""
PROGRAM = """\
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthorization(o => { o.FallbackPolicy = new PolicyBuilder().RequireUser().Build(); });
app.MapControllerRoute(name: "default", pattern: "{controller=Home}/{action=Index}/{id?}");
app.MapGet("/hello", [Authorize] () => "Hi").RequireAuthorization();
app.MapControllerRoute($"a{b}c", @"x\\y", new[] {"a", "b"}, new { controller = "Home" });
"""


def test_a_controller() -> None:
    found = outline("HomeController.cs", CONTROLLER)
    assert found.package == "Portal.Controllers"
    assert [(one.name, one.target) for one in found.imports] == [("*", "Microsoft.AspNetCore.Mvc"), ("X", "A.B.C")]
    assert spelled(found) == [
        "class HomeController < Controller, IFoo",
        "  @public()",
        "  @Authorize(Roles='x')",
        "  @Route('portal/[controller]')",
        "  @Area('Admin')",
        "variable HomeController.View1 = 'x'",
        "function HomeController.Index(id=<int>, q=<string>)",
        "  @public()",
        "  @async()",
        '  @if(<x>, <return View("X", new { a = 1, q });>)',
        "  @HttpGet('{id:int}')",
        "  View('X', {a: 1.0})",
        "  View()",
        "  Task.FromResult(<View()>)",
        "function HomeController.Other",
        "  @public()",
        "  nameof(<Index>)",
        "  View('Index')",
        "function HomeController.Name",
        "  @public()",
        "  return('n')",
    ]


def test_a_program() -> None:
    assert spelled(outline("Program.cs", PROGRAM)) == [
        "WebApplication.CreateBuilder(<args>)",
        "builder.Services.AddAuthorization(function)",
        "  PolicyBuilder()",
        "  .RequireUser()",
        "  .Build()",
        "  o.FallbackPolicy=(<new PolicyBuilder().RequireUser().Build()>)",
        "app.MapControllerRoute(name='default', pattern='{controller=Home}/{action=Index}/{id?}')",
        "app.MapGet('/hello', function)",
        "  Authorize()",
        ".RequireAuthorization()",
        "app.MapControllerRoute('a'+<b>+'c', 'x\\\\y', ['a', 'b'], {controller: 'Home'})",
    ]
