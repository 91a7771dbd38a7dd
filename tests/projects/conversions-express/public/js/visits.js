fetch("/collect/visits").then((answer) => answer.json()).then((visits) => {
  document.querySelector("ul").append(...visits.map((visit) => visit.date));
});
