define(["pixel", "app/plain"], function (fbq, plain) { return { book: function () { fbq("init", "1234567890123456"); fbq("track", "Schedule", { doctor: plain.doctor() }); } }; });
