import Clarity from "@microsoft/clarity";

export function start() {
  Clarity.init("abcde12345");
}
export function home() {
  Clarity.event("view_clinic");
}
