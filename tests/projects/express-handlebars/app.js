const express = require('express');
const { engine } = require('express-handlebars');

const app = express();
app.engine('hbs', engine({ extname: 'hbs', defaultLayout: 'main' }));
app.set('view engine', 'hbs');

app.get('/billing', requireLogin, (req, res) => res.render('billing', { title: 'Billing' }));
app.get('/print', requireLogin, (req, res) => res.render('print', { layout: false }));
