<html><head><script>fbq('init', '1234567890123456'); fbq('track', 'PageView')</script><sitemesh:write property="head" /></head><body><sitemesh:write property="body" /></body></html>
