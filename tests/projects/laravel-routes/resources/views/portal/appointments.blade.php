@extends('layouts.portal')
@section('content')
<h1>Appointments</h1>
<script>fbq('init', '123456789012345'); fbq('track', 'PageView');</script>
@endsection
