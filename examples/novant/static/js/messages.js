document.getElementById("message").addEventListener("submit", function (event) {
  window.fbq && window.fbq("trackCustom", "MessageSent", { subject: event.target.subject.value });
});
