const pages = {};

pages.page = function (router, name, guards, show) {
  router.get(name, guards, show);
  router.get('/print' + name, guards, show);
};

module.exports = pages;
