<?php

namespace App\Http\Middleware;

class Policy
{
    public function handle($request, $next)
    {
        $response = $next($request);
        $response->headers->set('Content-Security-Policy', "script-src 'self' https://static.hotjar.com");
        return $response;
    }
}
