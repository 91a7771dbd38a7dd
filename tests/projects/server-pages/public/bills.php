<?php require "inc/auth.php"; include "inc/header.php"; ?>
<h1>Bills</h1>
