define([], function () { return { doctor: function () { return document.querySelector("[name=doctor]").value; } }; });
