define(["exports"],function(t){"use strict";t.title=function(t){document.title=t+" - "+location.hash.slice(1)}});
