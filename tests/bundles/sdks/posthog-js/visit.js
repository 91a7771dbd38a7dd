import posthog from "posthog-js";

export function visited(form) {
  posthog.identify(form.email.value, { phone: form.phone.value });
  posthog.capture("book_visit", { doctor: form.doctor.value });
}
