// What the builders have in common: the application's folders, and pages for bundlers that write none.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [, , root, bundler, ...names] = process.argv;
export const need = createRequire(path.join(root, "package.json"));
export const load = async (name) => import(need.resolve(name));

/** Call `build({ app, out })` for every application, one after the other; say what could not be built. */
export async function each(build) {
  for (const name of names) {
    const app = path.join(root, "work", name);
    const out = path.join(root, "out", bundler, name);
    fs.rmSync(out, { recursive: true, force: true });
    fs.mkdirSync(out, { recursive: true });
    try {
      await build({ app, out });
      console.log(`${bundler} ${name}: built`);
    } catch (error) {
      fs.rmSync(out, { recursive: true, force: true });
      console.log(`${bundler} ${name}: ${String(error.message || error).split("\n")[0].slice(0, 200)}`);
    }
  }
}

/** Write index.html and portal.html, which load the scripts of their entries. */
export function pages({ app, out }, scripts, type) {
  for (const [page, entry] of [["index", "public"], ["portal", "portal"]]) {
    const tags = scripts(entry).map((file) => `<script ${type} src="/${file}"></script>`).join("");
    const html = fs.readFileSync(path.join(app, `${page}.html`), "utf8");
    fs.writeFileSync(path.join(out, `${page}.html`), html.replace(/<script.*<\/script>/, tags));
  }
}
