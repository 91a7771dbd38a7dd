export function visited(form) {
  window.fbq("init", "1234567890123456", { em: form.email.value });
  window.fbq("track", "Schedule", { content_name: form.doctor.value });
}
