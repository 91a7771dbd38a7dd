namespace Clinic
{
    public partial class Notes : System.Web.UI.Page
    {
        protected void Page_Load(object sender, System.EventArgs e)
        {
            ClientScript.RegisterClientScriptInclude("notes", ResolveUrl("~/Scripts/notes.js"));
        }
    }
}
