import { PLAIN } from "./config.js";

document.title = PLAIN;
document.querySelector("#book").addEventListener("click", () => {
  import("./book.js").then((book) => book.open());
});
