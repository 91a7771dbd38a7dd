import { AnalyticsBrowser } from "@segment/analytics-next";

const analytics = AnalyticsBrowser.load({ writeKey: "AbCdEfGhIjKlMnOpQrStUvWxYz012345" });

export function known(member) {
  analytics.identify(member.number, member);
}
