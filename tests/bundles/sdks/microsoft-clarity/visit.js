import Clarity from "@microsoft/clarity";

export function visited(form) {
  Clarity.identify(form.email.value);
  Clarity.setTag("doctor", form.doctor.value);
  Clarity.event("book_visit");
}
