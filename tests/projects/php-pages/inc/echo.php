<?php
function pixel($id) {
    echo "<script>fbq('init', '{$id}');" . "fbq('track', 'PageView')</script>";
}
pixel(1);
