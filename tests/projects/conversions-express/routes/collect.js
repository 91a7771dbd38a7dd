const express = require("express");
const handlers = require("../services/handlers");

const router = express.Router();
router.post("/event", handlers.event);
router.get("/visits", handlers.visits);

module.exports = router;
