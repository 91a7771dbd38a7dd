import TagManager from "react-gtm-module";

export function visited(form) {
  TagManager.dataLayer({ dataLayer: { event: "book_visit", user_id: form.email.value, doctor: form.doctor.value } });
}
