exports.show = async (req, res) => {
  const id = req.params.id;
  res.render('portal/visit', { id });
};
