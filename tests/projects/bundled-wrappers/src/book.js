import { start } from "./track.js";
import { track } from "./index.js";

export function open() {
  start();
  track("Schedule", { doctor: document.querySelector("#doctor").value });
}
