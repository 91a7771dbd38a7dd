const letters = {};
letters.show = function (req, res) {
  res.render('letter');
};
module.exports = letters;
