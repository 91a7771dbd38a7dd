<?php
add_action('wp_head', ['Clinic_Heat', 'show']);

class Clinic_Heat {
    public static function show() {
        echo '<script async src="https://static.hotjar.com/c/hotjar-1234567.js?sv=6"></script>';
    }
}
