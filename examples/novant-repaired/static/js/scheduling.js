// A day in the past cannot be chosen.
document.getElementById("visit-date").min = new Date().toISOString().slice(0, 10);
