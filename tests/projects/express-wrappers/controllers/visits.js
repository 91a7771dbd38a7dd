exports.list = (req, res) => res.render('visits');
exports.help = (req, res) => res.render('help');
