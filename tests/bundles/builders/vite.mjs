import path from "node:path";
import { each, load } from "./common.mjs";

const { build } = await load("vite");

each(({ app, out }) =>
  build({
    root: app,
    logLevel: "silent",
    build: {
      outDir: out,
      emptyOutDir: true,
      sourcemap: true,
      rollupOptions: { input: { index: path.join(app, "index.html"), portal: path.join(app, "portal.html") } },
    },
  }),
);
