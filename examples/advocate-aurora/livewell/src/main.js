import { start } from "./analytics.js";

const pages = {
  "/livewell/visits": () => import("./visits.js"),
  "/livewell/messages": () => import("./messages.js"),
  "/livewell/insurance": () => import("./insurance.js"),
};

async function show(path) {
  const page = pages[path];
  if (page) (await page()).render(document.getElementById("app"));
}

start(window.__patient);
window.addEventListener("popstate", () => show(location.pathname));
show(location.pathname);
