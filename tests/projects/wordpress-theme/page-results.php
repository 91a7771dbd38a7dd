<?php get_header(); ?>
<?php get_template_part('parts/content', 'result'); ?>
<?php get_footer(); ?>
