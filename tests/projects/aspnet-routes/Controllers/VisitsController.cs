using Microsoft.AspNetCore.Mvc;

namespace Portal.Controllers;

[Route("portal/[controller]")]
public class VisitsController : PortalController
{
    [HttpGet("{id:int}")]
    public IActionResult Show(int id) => View("Print", id);

    [HttpPost]
    public IActionResult Create() => RedirectToAction(nameof(Show));
}
