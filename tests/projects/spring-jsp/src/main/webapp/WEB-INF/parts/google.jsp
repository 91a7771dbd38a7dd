<script async src="https://www.googletagmanager.com/gtag/js?id=${param.id}"></script>
