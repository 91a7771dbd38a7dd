function handler(event) {
  var response = event.response;
  response.headers['content-security-policy'] = { value: "script-src 'self' https://static.hotjar.com" };
  return response;
}
