@extends('layouts.app')
@section('content')
<p>{{ $result }} a@b.example</p>
@endsection
@section('scripts')
  @parent
@endsection
@push('head')
  @include('parts.google', ['id' => f(1)])
@endpush
