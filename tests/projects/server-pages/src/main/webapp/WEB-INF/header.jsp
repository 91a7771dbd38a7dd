<!doctype html>
<html><head>
<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABCDEF1234"></script>
</head><body>
