<!doctype html>
<html><head>
<img height="1" width="1" src="https://www.facebook.com/tr?id=1234567890&ev=PageView">
</head><body>
