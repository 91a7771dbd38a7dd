import mixpanel from "mixpanel-browser";

export function visited(form) {
  mixpanel.identify(form.email.value);
  mixpanel.people.set({ $phone: form.phone.value });
  mixpanel.track("Book visit", { doctor: form.doctor.value });
}
