<script>fbq('init', '<?php echo esc_js( $id ); ?>'); fbq('track', 'PageView')</script>
