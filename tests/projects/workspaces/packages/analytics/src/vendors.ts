export function boot() {
  const script = document.createElement("script");
  script.src = "https://static.hotjar.com/c/hotjar-123.js?sv=6";
  document.head.append(script);
}
