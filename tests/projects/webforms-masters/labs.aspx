<%@ Page Language="C#" %>
<asp:Content ContentPlaceHolderID="Main" runat="server"><p><%: Lab %></p><clinic:Heat runat="server" /></asp:Content>
