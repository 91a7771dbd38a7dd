<?php get_header( 'portal' ); ?>
<?php get_footer(); ?>
