require.config({ baseUrl: "/js", paths: { jquery: "lib/jquery", pixel: "//connect.facebook.net/en_US/fbevents", visits: "app/visits" }, shim: { pixel: { exports: "fbq" } } });
require(["visits", "jquery"], function (visits, $) { $("#book").on("click", visits.book); });
