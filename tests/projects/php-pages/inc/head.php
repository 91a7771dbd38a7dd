<?php include APP_ROOT . '/inc/google.php'; // don't move ?>
<?php include 'echo.php'; ?>
