const { Router } = require('express');
const { loggedIn } = require('../middleware/session');
const visits = require('./visits');

const router = Router();

router.route('/help').get((req, res) => res.render('portal/help'));
router.get(['/visits', '/visits/:id'], loggedIn, visits.show);

module.exports = router;
