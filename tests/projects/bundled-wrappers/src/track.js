import { load } from "./load.js";
import { PIXEL } from "./config.js";

export function start() {
  window.fbq = window.fbq || function () { (window.fbq.queue = window.fbq.queue || []).push(arguments); };
  load("https://connect.facebook.net/en_US/fbevents.js");
  window.fbq("init", PIXEL);
}
export const track = (name, data) => {
  if (!document.cookie.includes("quiet")) window.fbq("track", name, data);
};
