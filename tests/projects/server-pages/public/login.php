<!doctype html>
<html><head><title>Sign in</title></head><body><?php include "inc/form.php"; ?></body></html>
