<?php
/* Plugin Name: Pixel */

class Clinic_Pixel {
    public function __construct() {
        add_action('wp_head', [$this, 'output'], 1);
    }

    public function output() {
        ?>
        <script>fbq('init', '123456789012345'); fbq('track', 'PageView');</script>
        <?php
    }
}

new Clinic_Pixel();
