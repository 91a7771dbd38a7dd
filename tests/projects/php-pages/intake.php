<?php include "variant/pixel-$name.php"; ?>
<form><label>Symptoms <textarea name="symptoms"></textarea></label></form>
