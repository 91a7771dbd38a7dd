<%-- <%@ include file="../parts/google.jsp" %> --%>
<p <c:if test="${a}">class="b"</c:if>>Visits</p>
