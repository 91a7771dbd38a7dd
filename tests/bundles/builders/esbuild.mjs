import path from "node:path";
import { each, need, pages } from "./common.mjs";

const { build } = need("esbuild");

each(async ({ app, out }) => {
  const { metafile } = await build({
    absWorkingDir: app,
    entryPoints: ["public.js", "portal.js"],
    outdir: out,
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    sourcemap: true,
    metafile: true,
    logLevel: "silent",
    entryNames: "[name]-[hash]",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const files = Object.entries(metafile.outputs);
  const named = (entry) => files.find(([, made]) => made.entryPoint === `${entry}.js`)[0];
  pages({ app, out }, (entry) => [path.relative(out, path.join(app, named(entry)))], 'type="module"');
});
