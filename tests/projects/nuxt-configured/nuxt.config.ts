export default defineNuxtConfig({
  app: { head: { script: [{ src: "/js/head.js", defer: true }] } },
  hooks: {
    "pages:extend"(pages) {
      pages.push({ name: "results", path: "/results", file: "~/extra/results.vue" });
    },
  },
});
