<?php
/**
 * Title: Promotion
 * Slug: clinic/promotion
 */
?>
<!-- wp:html -->
<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABCDE12345"></script>
<!-- /wp:html -->
