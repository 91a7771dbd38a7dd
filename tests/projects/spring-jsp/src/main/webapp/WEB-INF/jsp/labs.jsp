<%@ taglib prefix="clinic" tagdir="/WEB-INF/tags" %>
<clinic:page title="Labs"><p>${lab}</p></clinic:page>
