import LinkedInTag from "react-linkedin-insight";

export function visited() {
  LinkedInTag.track("789013");
}
