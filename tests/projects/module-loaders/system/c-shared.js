System.register([],function(t){"use strict";return{execute:function(){t("t",function(t){document.title=t+" - "+location.hash.slice(1)})}}});
