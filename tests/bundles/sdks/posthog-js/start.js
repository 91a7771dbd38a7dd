import posthog from "posthog-js";

export function start() {
  posthog.init("phc_abcdefghijklmnopqrstuvwxyz0123456789abcdefg", { api_host: "https://eu.i.posthog.com" });
}
export function home() {
  posthog.capture("view_clinic", { clinic: "north" });
}
