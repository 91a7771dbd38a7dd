<?php

add_action('template_redirect', 'clinic_members_only');

function clinic_members_only() {
    if (is_page(['results', 'visits']) && !is_user_logged_in()) {
        auth_redirect();
    }
}
