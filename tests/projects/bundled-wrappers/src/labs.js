import { track } from "./index.js";

document.querySelector("#print").addEventListener("click", () => track("Print"));
