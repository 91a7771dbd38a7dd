<?php
session_start();
if (!isset($_SESSION["user"])) {
    header("Location: login.php");
    exit;
}
include "inc/header.php";
?>
<h1>Results</h1>
<?php include "inc/footer.php"; ?>
