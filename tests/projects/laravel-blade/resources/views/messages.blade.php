@extends('layouts.app')
@section('content', 'None')
@section('scripts')
@endsection
