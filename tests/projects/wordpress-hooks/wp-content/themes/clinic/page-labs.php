<html><head></head><body><?php the_content(); ?></body><?php wp_footer(); ?></html>
