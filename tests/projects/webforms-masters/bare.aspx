<%@ Page Language="C#" %>
<html><body><p><%: Bare %></p></body></html>
