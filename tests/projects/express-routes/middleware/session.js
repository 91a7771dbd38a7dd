exports.loggedIn = (req, res, next) => (req.session ? next() : res.redirect('/login'));
