System.register(["./c-shared.js"],function(){"use strict";var t;return{setters:[function(e){t=e.t}],execute:function(){t("Clinic")}}});
