import { messageSent } from "./analytics.js";

export function render(root) {
  root.innerHTML = `<form><label>To <input name="provider"></label><label>Subject <input name="subject"></label>
    <label>Message <textarea name="body"></textarea></label><button>Send</button></form>`;
  root.querySelector("form").addEventListener("submit", (event) => messageSent(Object.fromEntries(new FormData(event.target))));
}
