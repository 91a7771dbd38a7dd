<html>
<body>
{block name=scripts}
<script>fbq('init', '{$id}'); fbq('track', 'PageView')</script>
{/block}
</body>
</html>
