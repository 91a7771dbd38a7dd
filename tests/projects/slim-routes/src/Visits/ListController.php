<?php

namespace App\Visits;

final class ListController
{
    public function __construct(private Letters $letters, private $view)
    {
    }

    public function __invoke($request, $response, $args)
    {
        return $this->view->render($response, 'visits/list.twig', ['year' => $args['year'] ?? null]);
    }

    public function one($request, $response, $args)
    {
        $response->getBody()->write($this->letters->page($args['id']));
        return $response;
    }

    public function save($request, $response)
    {
        return $response->withHeader('Location', '/portal/visits')->withStatus(302);
    }
}
