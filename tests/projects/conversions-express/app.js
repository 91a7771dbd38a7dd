const express = require("express");
const collect = require("./routes/collect");
const payments = require("./services/payments");

const app = express();
app.set("view engine", "ejs");
app.use(requireLogin);
app.use("/collect", collect);
app.get("/book", (req, res) => res.render("book"));
app.get("/pay", (req, res) => res.render("pay"));
app.post("/pay", async (req, res) => {
  await payments.paid(req.user, req.body.amount);
  res.redirect("/visits");
});
app.get("/visits", (req, res) => res.render("visits"));
app.listen(3000);
