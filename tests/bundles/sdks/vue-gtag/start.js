import { addGtag, configure, event } from "vue-gtag";

export function start() {
  configure({ tagId: "G-CLINIC1234" });
  addGtag();
}
export function home() {
  event("view_clinic", { clinic: "north" });
}
