import { AnalyticsBrowser } from "@segment/analytics-next";

export const analytics = AnalyticsBrowser.load({ writeKey: "abcdefghijklmnopqrstuvwxyz012345" });

export function start() {}
export function home() {
  analytics.track("View clinic", { clinic: "north" });
}
