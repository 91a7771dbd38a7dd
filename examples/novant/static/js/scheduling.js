// What the patient chose goes to the server, and to the campaign's dashboard.
document.getElementById("schedule").addEventListener("submit", function () {
  var physician = document.getElementById("physician").value;
  fbq("track", "Schedule", {
    content_name: document.getElementById("visit-type").value,
    appointment_date: document.getElementById("visit-date").value,
    physician: physician,
    content_category: "appointment",
  });
});
