System.register(["./modulepreload-polyfill-legacy-CnvmjJHj.js"],function(e,t){"use strict";return{setters:[null],execute:function(){document.getElementById("app").textContent="Labs"}}});
