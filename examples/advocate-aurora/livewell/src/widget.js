// The scheduling widget: any page of the site may embed it.
const root = document.getElementById("scheduling-widget");
const physician = root.querySelector("[name=physician]");
const reason = root.querySelector("[name=reason]");

root.querySelector("form").addEventListener("submit", () => {
  window.fbq("track", "Schedule", { content_name: reason.value, provider: physician.value });
  window.dataLayer.push({ event: "widget_scheduled", physician: physician.value, reason: reason.value, zip_code: root.dataset.zip });
});
