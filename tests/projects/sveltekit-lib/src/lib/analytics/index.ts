export { default as Pixel } from "./Pixel.svelte";
