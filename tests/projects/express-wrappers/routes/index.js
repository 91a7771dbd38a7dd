const express = require('../lib/server');
const { page } = require('../lib/pages');

function inside(r, controllers) {
  r.get('/visits', controllers.visits.list);
  page(r, '/letters/:id', [requireLogin], controllers.letters.show);
}

function desk(controllers) {
  const router = express.Router();
  router.use(requireLogin);
  inside(router, controllers);
  return router;
}

module.exports = function (app, controllers) {
  page(app, '/help', [], controllers.visits.help);
  app.use('/portal', desk(controllers));
};
