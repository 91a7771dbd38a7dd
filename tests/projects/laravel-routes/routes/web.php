<?php

use App\Http\Controllers\ResultController;
use App\Http\Controllers\VisitController;
use Illuminate\Support\Facades\Route;
use Inertia\Inertia;

Route::prefix('portal')->middleware('portal')->group(function () {
    Route::get('/results', ResultController::class)->name('results');
    Route::resource('visits', VisitController::class)->only(['show']);
    Route::get('/messages', fn () => Inertia::render('Messages'));
    Route::view('/help', 'portal.help')->withoutMiddleware('portal');
    require __DIR__.'/appointments.php';
});
