import { sendGAEvent } from "@next/third-parties/google";

export function visited(form) {
  sendGAEvent("set", "user_data", { email: form.email.value });
  sendGAEvent("event", "book_visit", { doctor: form.doctor.value });
}
