import TagManager from "react-gtm-module";

export function start() {
  TagManager.initialize({ gtmId: "GTM-CLINIC1" });
}
export function home() {
  TagManager.dataLayer({ dataLayer: { event: "view_clinic", clinic: "north" } });
}
