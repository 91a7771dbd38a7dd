// The scheduling widget: any page of the site may embed it.
const root = document.getElementById("scheduling-widget");

root.querySelector("form").addEventListener("submit", () => {
  root.querySelector("button").disabled = true;
});
