import { track } from "./lib/pixel";
import watch from "./watch";

const tell = (name: string) => track(name);
watch(tell);
