import { event, set } from "vue-gtag";

export function visited(form) {
  set("user_data", { email: form.email.value });
  event("book_visit", { doctor: form.doctor.value });
}
