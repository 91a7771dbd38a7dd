<%@ Page Language="C#" CodeBehind="notes.aspx.cs" Inherits="Clinic.Notes" %>
<asp:Content ContentPlaceHolderID="Main" runat="server"><p><%: Note %></p></asp:Content>
<asp:Content ContentPlaceHolderID="Campaign" runat="server"></asp:Content>
