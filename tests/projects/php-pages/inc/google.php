<script async src="https://www.googletagmanager.com/gtag/js?id=<?php echo $id; ?>"></script>
