<?php

use Illuminate\Support\Facades\Route;

Route::group(['prefix' => 'appointments'], function () {
    Route::get('{id?}', function ($id = null) {
        return view('portal.appointments', ['id' => $id]);
    });
});
