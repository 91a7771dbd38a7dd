import { track } from "quiet";

track("Result");
