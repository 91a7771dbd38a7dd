import { visited } from "./sdk/visit.js";

export function open() {
  const form = document.querySelector("form");
  form.hidden = false;
  form.addEventListener("submit", () => visited(form));
}
