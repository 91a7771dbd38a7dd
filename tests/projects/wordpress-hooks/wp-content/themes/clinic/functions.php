<?php

add_action('template_redirect', 'clinic_members_only');

function clinic_members_only() {
    if (is_page(['results', 'visits', 'labs']) && !is_user_logged_in()) {
        auth_redirect();
    }
}

add_action('wp_footer', function () {
    clinic_footer_note('public');
});

function clinic_footer_note($kind) {
    if ($kind) { ?>
<img src="https://www.facebook.com/tr?id=3456789012345678&ev=PageView&noscript=1">
<?php }
}

function clinic_campaign_page() { ?>
<script>fbq('init', '2345678901234567'); fbq('track', 'PageView')</script>
<?php }

add_shortcode('campaign', 'clinic_campaign_page');
