<?php
require_once __DIR__ . '/inc/head.php';
?>
<p><?= htmlspecialchars($result) ?></p>
