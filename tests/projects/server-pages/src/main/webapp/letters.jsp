<%@ include file="WEB-INF/checklogin.jsp" %>
<!doctype html>
<html><head><title>Letters</title></head><body><h1>Letters</h1></body></html>
