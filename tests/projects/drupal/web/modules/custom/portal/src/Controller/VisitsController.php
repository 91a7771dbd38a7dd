<?php

namespace Drupal\portal\Controller;

use Drupal\Core\Controller\ControllerBase;

class VisitsController extends ControllerBase {

  public function list() {
    return [
      '#theme' => 'visits',
      '#attached' => ['library' => ['portal/visits']],
    ];
  }

}
