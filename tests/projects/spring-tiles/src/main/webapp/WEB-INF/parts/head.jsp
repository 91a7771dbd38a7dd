<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABCDE12345"></script>
