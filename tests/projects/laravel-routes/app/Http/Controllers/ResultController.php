<?php

namespace App\Http\Controllers;

class ResultController
{
    public function __invoke()
    {
        return $this->page();
    }

    private function page()
    {
        return view('portal.results');
    }
}
