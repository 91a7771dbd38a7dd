const pixel = window.fbq;

pixel("init", "1234567890123456");
export function track(name) {
  pixel("track", name, { source: location.pathname });
}
