<?php
require_once "inc/functions.php";
check_login();
?>
<!doctype html>
<html><head><title>Visits</title></head><body><h1>Visits</h1></body></html>
