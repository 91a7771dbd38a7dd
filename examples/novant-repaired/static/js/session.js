// Sign out after fifteen minutes without a key or a click.
(function () {
  var timer;
  function restart() {
    clearTimeout(timer);
    timer = setTimeout(function () { window.location.href = "/mychart/logout"; }, 15 * 60 * 1000);
  }
  ["keydown", "click"].forEach(function (name) { document.addEventListener(name, restart); });
  restart();
})();
