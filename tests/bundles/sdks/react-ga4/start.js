import ReactGA from "react-ga4";

export function start() {
  ReactGA.initialize("G-CLINIC1234");
}
export function home() {
  ReactGA.event("view_clinic", { clinic: "north" });
}
