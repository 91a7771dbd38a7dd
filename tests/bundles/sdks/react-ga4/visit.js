import ReactGA from "react-ga4";

export function visited(form) {
  ReactGA.set({ userId: form.email.value });
  ReactGA.event("book_visit", { doctor: form.doctor.value });
}
