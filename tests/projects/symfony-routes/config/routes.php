<?php

use App\Controller\NewsController;
use Symfony\Component\Routing\Loader\Configurator\RoutingConfigurator;

return static function (RoutingConfigurator $routes): void {
    $routes->add('archive', '/news/archive')->controller([NewsController::class, 'archive']);
};
