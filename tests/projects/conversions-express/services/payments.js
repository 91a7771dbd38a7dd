const https = require("node:https");

exports.paid = (user, amount) => {
  const request = https.request({
    hostname: "business-api.tiktok.com",
    path: "/open_api/v1.3/event/track/",
    method: "POST",
    headers: { "access-token": process.env.TIKTOK_TOKEN },
  });
  request.end(JSON.stringify({ event_source: "web", data: [{ event: "CompletePayment", user: { email: user.email } }] }));
};
