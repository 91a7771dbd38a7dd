<?php

use App\LoginMiddleware;
use App\Visits;
use Slim\App;
use Slim\Interfaces\RouteCollectorProxyInterface as Group;

return function (App $app) {
    $app->get('/', function ($request, $response) {
        return $this->get('view')->render($response, 'home.twig');
    });
    $app->group('/portal', function (Group $group) {
        $group->group('/visits', function (Group $group) {
            $group->get('[/{year:\d{4}}]', Visits\ListController::class);
            $group->get('/of/{id}', [Visits\ListController::class, 'one']);
            $group->post('/of/{id}', Visits\ListController::class . ':save');
        });
        $group->map(['GET', 'POST'], '/summary', 'App\Visits\Summary:show');
    })->add(new LoginMiddleware());
};
