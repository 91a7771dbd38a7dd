gtag('config', 'G-ABCDE12345');
