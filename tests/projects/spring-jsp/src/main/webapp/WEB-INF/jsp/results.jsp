<%@ page contentType="text/html" %>
<%@ include file="../parts/head.jspf" %>
<script src="<c:url value='/js/pixel.js'/>"></script>
<p>${result.value}</p>
