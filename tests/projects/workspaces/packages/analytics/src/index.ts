export * from "./vendors";
