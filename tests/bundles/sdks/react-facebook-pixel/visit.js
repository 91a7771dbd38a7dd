import ReactPixel from "react-facebook-pixel";

export function visited(form) {
  ReactPixel.init("1234567890123456", { em: form.email.value });
  ReactPixel.track("Schedule", { content_name: form.doctor.value });
}
