import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { each, need } from "./common.mjs";

const cli = path.join(path.dirname(need.resolve("next/package.json")), "dist/bin/next");
const layout = `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`;
const home = `"use client";
import { useEffect } from "react";
import { home, start } from "../sdk/start.js";

export default function Home() {
  useEffect(() => {
    start();
    home();
  }, []);
  return <h1>Clinic</h1>;
}
`;
const portal = `"use client";
import { useEffect } from "react";
import { start } from "../../sdk/start.js";

export default function Portal() {
  useEffect(start, []);
  const open = () => import("../../visit.js").then((visit) => visit.open());
  return <form hidden onFocus={open}><input name="email" /><input name="doctor" /></form>;
}
`;

each(({ app, out }) => {
  const site = path.join(app, "next");
  fs.rmSync(site, { recursive: true, force: true });
  fs.mkdirSync(path.join(site, "app/portal"), { recursive: true });
  fs.cpSync(path.join(app, "sdk"), path.join(site, "sdk"), { recursive: true });
  fs.copyFileSync(path.join(app, "visit.js"), path.join(site, "visit.js"));
  fs.writeFileSync(path.join(site, "app/layout.jsx"), layout);
  fs.writeFileSync(path.join(site, "app/page.jsx"), home);
  fs.writeFileSync(path.join(site, "app/portal/page.jsx"), portal);
  fs.writeFileSync(path.join(site, "next.config.mjs"), "export default { productionBrowserSourceMaps: true, turbopack: { root: new URL('../../..', import.meta.url).pathname } };\n");
  const bundler = process.argv[3] === "next-webpack" ? ["--webpack"] : [];
  const run = spawnSync(process.execPath, [cli, "build", ...bundler], { cwd: site, encoding: "utf8", env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
  if (run.status) throw new Error((run.stderr || run.stdout).trim().split("\n").slice(-3).join(" "));
  fs.cpSync(path.join(site, ".next"), path.join(out, ".next"), { recursive: true, filter: (file) => !/\/(cache|dev|trace|types)(\/|$)/.test(file.slice(site.length)) });
});
