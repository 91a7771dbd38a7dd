const express = require('express');
const path = require('path');
const portal = require('./routes/portal');
const { loggedIn } = require('./middleware/session');

const app = express();
app.set('views', path.join(__dirname, 'views'));
app.set('view engine', 'ejs');

app.get('/', (req, res) => res.render('site/home'));
app.get('/health', (req, res) => res.json({ ok: true }));
app.use('/portal', portal);

app.use(loggedIn);
app.get('/messages/:id(\\d+)', function (req, res) {
  res.render('portal/messages', { id: req.params.id });
});

app.listen(3000);
