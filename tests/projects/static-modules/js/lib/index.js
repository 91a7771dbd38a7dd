export { track as report } from "./pixel.js";
export * from "./dates.js";
