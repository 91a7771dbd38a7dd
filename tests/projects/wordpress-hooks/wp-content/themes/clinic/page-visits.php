<?php get_header('plain'); ?><h1>Visits</h1><?php get_footer(); ?>
