<html>
<head>@stack('head')</head>
<body>
@yield('content')
@section('scripts')
  <script>fbq('init', '123456789012345'); fbq('track', 'PageView')</script>
@show
</body>
</html>
