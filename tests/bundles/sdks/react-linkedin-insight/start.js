import LinkedInTag from "react-linkedin-insight";

export function start() {
  LinkedInTag.init("123456", "dc", false);
}
export function home() {
  LinkedInTag.track("789012");
}
