<%@ Page MasterPageFile="~/Bare.master" %>
<p>None</p>
