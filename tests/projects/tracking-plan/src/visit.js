import { AnalyticsBrowser } from "@segment/analytics-next";

const analytics = AnalyticsBrowser.load({ writeKey: "AbCdEfGhIjKlMnOpQrStUvWxYz012345" });

export function booked(visit) {
  analytics.track("Appointment Booked", visit);
}
