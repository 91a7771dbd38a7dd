import { defineConfig } from "vite";

// Two entries: the LiveWell application, and the scheduling widget that other pages embed.
export default defineConfig({
  base: "/livewell/",
  build: { sourcemap: false, rollupOptions: { input: { livewell: "index.html", widget: "src/widget.js" }, output: { entryFileNames: "assets/[name]-[hash].js" } } },
});
