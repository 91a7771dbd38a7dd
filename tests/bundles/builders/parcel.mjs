import path from "node:path";
import { each, need } from "./common.mjs";

const { Parcel } = need("@parcel/core");

each(async ({ app, out }) => {
  const bundler = new Parcel({
    entries: [path.join(app, "index.html"), path.join(app, "portal.html")],
    defaultConfig: need.resolve("@parcel/config-default"),
    mode: "production",
    shouldDisableCache: true,
    defaultTargetOptions: { distDir: out, shouldOptimize: true, sourceMaps: true, publicUrl: "/" },
    env: { NODE_ENV: "production" },
  });
  await bundler.run();
});
