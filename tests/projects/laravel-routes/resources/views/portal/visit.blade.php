@extends('layouts.portal')
@section('content')
<h1>Your visit</h1>
@endsection
