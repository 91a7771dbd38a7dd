import { home, start } from "./sdk/start.js";

start();
home();
