module.exports = require('./staff-routes');
