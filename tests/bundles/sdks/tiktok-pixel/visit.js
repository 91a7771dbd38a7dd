import TiktokPixel from "tiktok-pixel";

export function visited(form) {
  TiktokPixel.init("C0ABCDEFGHIJKLMNOPQR", { email: form.email.value });
  TiktokPixel.track("SubmitForm", { description: form.doctor.value });
}
