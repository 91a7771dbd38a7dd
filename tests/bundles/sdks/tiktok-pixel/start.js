import TiktokPixel from "tiktok-pixel";

export function start() {
  TiktokPixel.init("C0ABCDEFGHIJKLMNOPQR");
}
export function home() {
  TiktokPixel.track("ViewContent", { content_id: "clinic" });
}
