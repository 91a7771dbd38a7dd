export { track } from "./track.js";
