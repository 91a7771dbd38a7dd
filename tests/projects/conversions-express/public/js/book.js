document.querySelector("form").addEventListener("submit", () => {
  const said = { event: "Schedule", doctor: document.getElementById("doctor").value };
  navigator.sendBeacon("/collect/event", JSON.stringify(said));
});
