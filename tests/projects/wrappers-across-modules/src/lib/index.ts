export { default as analytics, start, track as report } from "./pixel";
