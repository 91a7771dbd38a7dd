<!doctype html>
<html <?php language_attributes(); ?>>
<head>
<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABCDE12345"></script>
<?php wp_head(); ?>
</head>
