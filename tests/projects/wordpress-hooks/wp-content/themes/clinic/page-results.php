<?php get_header(); ?><h1>Results</h1><?php get_footer(); ?>
