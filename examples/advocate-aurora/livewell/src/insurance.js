import { coverageViewed, proxyOpened } from "./analytics.js";

export function render(root) {
  const { plan, proxies } = window.__patient;
  coverageViewed(plan);
  root.textContent = plan.name;
  for (const proxy of proxies) {
    const button = document.createElement("button");
    button.textContent = proxy.name;
    button.addEventListener("click", () => proxyOpened(proxy));
    root.append(button);
  }
}
