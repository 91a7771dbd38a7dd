{{-- <script>fbq('init', '1')</script> --}}
<script async src="https://www.googletagmanager.com/gtag/js?id={{ config('google.id') }}"></script>
