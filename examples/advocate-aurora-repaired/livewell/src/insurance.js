export function render(root) {
  const { plan, proxies } = window.__patient;
  root.textContent = plan.name;
  for (const proxy of proxies) {
    const button = document.createElement("button");
    button.textContent = proxy.name;
    root.append(button);
  }
}
