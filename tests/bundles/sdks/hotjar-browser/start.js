import Hotjar from "@hotjar/browser";

export function start() {
  Hotjar.init(1234567, 6);
}
export function home() {
  Hotjar.event("view_clinic");
}
