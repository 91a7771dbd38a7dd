import ReactPixel from "react-facebook-pixel";

export function start() {
  ReactPixel.init("1234567890123456");
}
export function home() {
  ReactPixel.track("ViewContent", { content_category: "clinic" });
}
