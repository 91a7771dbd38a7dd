<%@ Page MasterPageFile="Bare.master" %>
<%@ Register Src="~/Controls/Pixel.ascx" TagPrefix="a" TagName="Pixel" %>
<script runat="server">string x = "fbq('init', '1')";</script>
<a:Pixel runat="server" />
