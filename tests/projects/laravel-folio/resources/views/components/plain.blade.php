<html><body>{{ $slot }}</body></html>
