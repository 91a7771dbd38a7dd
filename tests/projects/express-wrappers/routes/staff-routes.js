const express = require('../lib/server');

module.exports = function staff() {
  const router = express.Router();
  router.get('/list', requireLogin, (req, res) => res.render('staff'));
  return router;
};
