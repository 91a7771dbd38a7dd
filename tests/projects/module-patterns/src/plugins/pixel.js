export default () => fbq("track", "Lead");
