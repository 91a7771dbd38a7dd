using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portal.Pages;

public class MessagesModel : PageModel
{
    public void OnGet(int? id) { }
}
