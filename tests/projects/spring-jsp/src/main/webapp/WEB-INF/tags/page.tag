<%@ attribute name="title" %>
<html><head><title>${title}</title><script async src="https://static.hotjar.com/c/hotjar-1234567.js?sv=6"></script></head><body><jsp:doBody/></body></html>
