<?php
function check_login() {
    if (strlen($_SESSION["user"]) == 0) {
        header("Location: index.php");
    }
}
