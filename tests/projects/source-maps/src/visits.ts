import { booked, start } from "./analytics";

start("1234567890123456");
document.querySelector("#book")?.addEventListener("click", () => booked("Dr. Grey"));
