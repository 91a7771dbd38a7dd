import { track } from "./audit";

track("LabOpened");
