<jsp:include page="/WEB-INF/header.jsp"/>
<h1>Labs</h1>
