<html><head><script>fbq('init', '1234567890123456'); fbq('track', 'PageView')</script></head><body>{{ $slot }}</body></html>
