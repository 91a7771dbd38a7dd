<%@ page contentType="text/html" %>
<!doctype html><html><head><title>Desk</title>
<script>fbq('init', '123456789012345'); fbq('track', 'PageView');</script></head><body>Desk</body></html>
