<?php

namespace App\Http\Controllers;

class VisitController
{
    public function index()
    {
        return view('portal.results');
    }

    public function show($visit)
    {
        return view('portal.visit', compact('visit'));
    }
}
