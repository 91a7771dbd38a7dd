document.title = "Visits";
