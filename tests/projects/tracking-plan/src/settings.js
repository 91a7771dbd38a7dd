import { AnalyticsBrowser } from "@segment/analytics-next";

const analytics = AnalyticsBrowser.load({ writeKey: "AbCdEfGhIjKlMnOpQrStUvWxYz012345" });

export function changed() {
  analytics.track("Settings Changed", { theme: "dark" });
}
