using Microsoft.AspNetCore.Mvc;

namespace Portal.Controllers;

public class ResultsController(ResultStore store) : PortalController
{
    public async Task<IActionResult> Index(int? id)
    {
        return View(await store.Of(id));
    }
}
