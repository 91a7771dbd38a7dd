const express = require('express');

module.exports = (name) => {
  const app = express();
  app.set('name', name);
  app.set('view engine', 'ejs');
  return app;
};
module.exports.Router = () => express.Router();
