import { AnalyticsBrowser } from "@segment/analytics-next";

const analytics = AnalyticsBrowser.load({ writeKey: "abcdefghijklmnopqrstuvwxyz012345" });

export function visited(form) {
  analytics.identify(form.email.value, { phone: form.phone.value });
  analytics.track("Book visit", { doctor: form.doctor.value });
}
