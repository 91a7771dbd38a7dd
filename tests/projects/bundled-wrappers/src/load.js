export function load(url) {
  const script = document.createElement("script");
  script.async = true;
  script.src = url;
  document.head.append(script);
}
