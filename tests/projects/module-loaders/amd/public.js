define(["./c-shared"],function(i){"use strict";i.title("Clinic")});
