import mixpanel from "mixpanel-browser";

export function start() {
  mixpanel.init("0123456789abcdef0123456789abcdef", { track_pageview: true });
}
export function home() {
  mixpanel.track("View clinic", { clinic: "north" });
}
