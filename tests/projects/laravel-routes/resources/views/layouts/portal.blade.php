<!doctype html><html><head><title>Portal</title></head><body>@yield('content')</body></html>
