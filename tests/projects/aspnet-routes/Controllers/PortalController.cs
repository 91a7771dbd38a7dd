using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Controllers;

[Authorize(Roles = "Patient")]
public abstract class PortalController : Controller
{
}
