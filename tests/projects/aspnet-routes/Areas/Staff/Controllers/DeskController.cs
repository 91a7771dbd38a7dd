using Microsoft.AspNetCore.Mvc;

namespace Portal.Areas.Staff.Controllers;

[Area("Staff")]
public class DeskController : Controller
{
    public ViewResult Index() => View();
}
