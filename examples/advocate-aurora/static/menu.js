// Which menu entry was chosen.
document.querySelectorAll("nav a").forEach(function (link) {
  link.addEventListener("click", function () {
    dataLayer.push({ event: "menu_click", menu_item: link.textContent });
  });
});
