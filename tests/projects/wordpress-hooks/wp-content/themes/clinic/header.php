<!doctype html><html><head><title>Clinic</title><?php wp_head(); ?></head><body>
