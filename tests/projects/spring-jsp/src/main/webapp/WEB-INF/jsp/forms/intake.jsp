<html><body><jsp:include page="/feed/news" /></body></html>
