import path from "node:path";
import { each, load, pages } from "./common.mjs";

const { rollup } = await load("rollup");
const plugin = async (name) => (await load(`@rollup/plugin-${name}`)).default;
const [nodeResolve, commonjs, terser, replace] = await Promise.all(["node-resolve", "commonjs", "terser", "replace"].map(plugin));

each(async ({ app, out }) => {
  const bundle = await rollup({
    input: { public: path.join(app, "public.js"), portal: path.join(app, "portal.js") },
    onwarn() {},
    plugins: [
      replace({ preventAssignment: true, values: { "process.env.NODE_ENV": '"production"' } }),
      nodeResolve({ browser: true }),
      commonjs(),
      terser(),
    ],
  });
  const { output } = await bundle.write({ dir: out, format: "es", sourcemap: true, chunkFileNames: "chunks/[hash].js", entryFileNames: "[name]-[hash].js" });
  pages({ app, out }, (entry) => [output.find((chunk) => chunk.isEntry && chunk.name === entry).fileName], 'type="module"');
});
