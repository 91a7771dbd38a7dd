const pages = {
  "/livewell/visits": () => import("./visits.js"),
  "/livewell/messages": () => import("./messages.js"),
  "/livewell/insurance": () => import("./insurance.js"),
};

async function show(path) {
  const page = pages[path];
  if (page) (await page()).render(document.getElementById("app"));
}

window.addEventListener("popstate", () => show(location.pathname));
show(location.pathname);
