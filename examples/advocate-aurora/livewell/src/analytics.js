const PIXEL_ID = "104920221014001";

export function start(patient) {
  window.fbq("init", PIXEL_ID, { em: patient.email, ph: patient.phone, fn: patient.firstName, ln: patient.lastName });
  window.fbq("track", "PageView");
}

export function appointmentScheduled(visit) {
  window.fbq("track", "Schedule", {
    appointment_type: visit.type,
    appointment_date: visit.date,
    location: visit.clinic,
    provider: visit.physician,
  });
  window.gtag("event", "schedule_appointment", { appointment_type: visit.type, provider_name: visit.physician });
}

export function messageSent(message) {
  window.fbq("trackCustom", "MyChartMessage", { recipient: message.provider, subject: message.subject });
}

export function coverageViewed(plan) {
  window.fbq("trackCustom", "InsuranceViewed", { insurance_plan: plan.name, member_id: plan.memberId });
}

export function proxyOpened(proxy) {
  window.gtag("event", "proxy_access", { proxy_name: proxy.name });
}
