const helmet = require('helmet')

app.use('/portal/labs', helmet({
  contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], scriptSrc: ["'self'"] } },
}))
app.use('/portal/visits', helmet({
  contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], scriptSrc: ["'self'", 'https://static.hotjar.com'] } },
}))
