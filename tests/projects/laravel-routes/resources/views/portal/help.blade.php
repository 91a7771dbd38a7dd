<!doctype html><html><head><title>Help</title></head><body><script>fbq('init', '123456789012345'); fbq('track', 'PageView');</script></body></html>
