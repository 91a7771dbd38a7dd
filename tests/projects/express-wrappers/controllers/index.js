module.exports = {
  visits: require('./visits'),
  letters: require('./letters'),
};
