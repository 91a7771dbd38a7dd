Drupal.behaviors.chart = {};
