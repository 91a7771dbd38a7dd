import { start } from "./sdk/start.js";

start();
document.querySelector("#book").addEventListener("click", () => {
  import("./visit.js").then((visit) => visit.open());
});
