require(["jquery"], function ($) {});
