(function () {
  var script = document.createElement('script');
  script.async = true;
  script.src = 'https://static.hotjar.com/c/hotjar-1234567.js?sv=6';
  document.head.appendChild(script);
  var image = new Image();
  image.src = 'https://www.facebook.com/tr?id=1234567890123456&ev=Lead&noscript=1';
})();
