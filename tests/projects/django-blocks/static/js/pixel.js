fbq('init', '1234567890123456');
fbq('track', 'PageView');
