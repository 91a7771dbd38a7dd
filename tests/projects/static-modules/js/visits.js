import { report } from "./lib/index.js";

for (const item of document.querySelectorAll("#visits li")) item.addEventListener("click", () => report("Schedule"));
