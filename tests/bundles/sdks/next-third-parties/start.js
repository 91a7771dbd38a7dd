import { sendGAEvent } from "@next/third-parties/google";

export function start() {}
export function home() {
  sendGAEvent("event", "view_clinic", { clinic: "north" });
}
