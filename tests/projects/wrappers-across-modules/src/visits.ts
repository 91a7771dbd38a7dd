import { Events } from "./config";
import { report, start } from "./lib";

start();
document.querySelector("form")!.onsubmit = () => report(Events.Booked, { doctor: "Dr. Grey" });
