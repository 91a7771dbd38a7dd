const { EventRequest, ServerEvent, UserData, CustomData } = require("facebook-nodejs-business-sdk");

exports.event = async (req, res) => {
  const user = new UserData().setEmail(req.user.email).setPhone(req.user.phone).setClientIpAddress(req.ip);
  const said = new CustomData().setContentName(req.body.doctor);
  const event = new ServerEvent().setEventName(req.body.event).setUserData(user).setCustomData(said);
  await new EventRequest(process.env.META_TOKEN, "1234567890").setEvents([event]).execute();
  res.sendStatus(204);
};

exports.visits = async (req, res) => {
  res.json(await req.user.visits());
};
