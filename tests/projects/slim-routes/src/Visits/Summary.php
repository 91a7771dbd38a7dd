<?php

namespace App\Visits;

class Summary
{
    public function show($request, $response)
    {
        return $this->view->render($response, 'visits/summary.twig');
    }
}
