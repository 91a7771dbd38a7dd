from __future__ import annotations

from tests.unit.graph.frameworks.coded import told

THEME = "wp-content/themes/t"
HEAD = "<?php get_header(); ?>"


def test_templates_by_their_names() -> None:
    files = {
        f"{THEME}/{name}.php": HEAD
        for name in ("front-page", "page-labs", "single-visit", "archive-visit", "category", "404", "header", "helper")
    }
    files[f"{THEME}/wide.php"] = "<?php /* Template Name: Wide page */ get_header(); ?>"
    assert told("wordpress", files) == [
        "/* page: 404.php",
        "/visit page: archive-visit.php",
        "/category/* page: category.php",
        "/ page: front-page.php",
        "/labs page: page-labs.php",
        "/visit/* page: single-visit.php",
        "/* page: wide.php",
    ]


def test_redirects_to_the_login_in_a_template_and_for_some_pages() -> None:
    files = {
        f"{THEME}/page-labs.php": HEAD,
        f"{THEME}/page-notes.php": "<?php if (!is_user_logged_in()) wp_redirect(wp_login_url()); get_header();",
        f"{THEME}/functions.php": "<?php add_action('template_redirect', 'members');"
        "function members() { if (is_page('labs')) auth_redirect(); }",
    }
    assert told("wordpress", files) == [
        "/labs page: page-labs.php [auth_redirect]",
        "/notes page: page-notes.php [is_user_logged_in]",
    ]
