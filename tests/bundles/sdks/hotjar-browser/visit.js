import Hotjar from "@hotjar/browser";

export function visited(form) {
  Hotjar.identify(form.email.value, { phone: form.phone.value });
  Hotjar.event("book_visit");
}
