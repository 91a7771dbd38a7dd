const { analytics } = require("./lib");

analytics.event("pay_bill", { label: "co-pay" });
