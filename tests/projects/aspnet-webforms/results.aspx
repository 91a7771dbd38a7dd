<%@ Page MasterPageFile="~/Portal.master" Title='%>' %>
<p><%: Result %></p>
