fbq('init', '123456789012345');
fbq('track', 'PageView');
