// Warn before a half-written message is lost.
window.addEventListener("beforeunload", function (event) {
  if (document.getElementById("body").value) { event.preventDefault(); }
});
