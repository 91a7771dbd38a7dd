import { post } from "./http";

export const opened = (event: string) => post("/opened", { event });
