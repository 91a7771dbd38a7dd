import { PLAIN } from "./config.js";
import { load } from "./load.js";

document.title = PLAIN;
load("/vendor/chart.js");
