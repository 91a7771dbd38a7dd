@extends('layouts.portal')
@section('content')
<h1>Results</h1>
<script>fbq('init', '123456789012345'); fbq('track', 'PageView');</script>
@endsection
