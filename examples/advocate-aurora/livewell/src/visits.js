import { appointmentScheduled } from "./analytics.js";

export function render(root) {
  root.innerHTML = `<form><label>Appointment type <select name="type"><option>Office visit</option><option>Colonoscopy</option></select></label>
    <label>Clinic <input name="clinic"></label><label>Physician <input name="physician"></label><label>Date <input type="date" name="date"></label>
    <button>Schedule</button></form>`;
  root.querySelector("form").addEventListener("submit", (event) => appointmentScheduled(Object.fromEntries(new FormData(event.target))));
}
