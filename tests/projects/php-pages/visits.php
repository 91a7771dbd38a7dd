<?php
// include 'inc/google.php';
/* ?> <script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script> */
$note = 'include "inc/google.php"';
?>
<p>Visits</p>
