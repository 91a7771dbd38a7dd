const express = require('./lib/server');
const routes = require('./routes');
const controllers = require('./controllers');

const app = express('portal');
routes(app, controllers);
app.lazyUse('/staff', require('./routes/staff'));
app.listen(3000);
