import { each, need, pages } from "./common.mjs";

const webpack = need("webpack");

each(({ app, out }) => {
  const compiler = webpack({
    mode: "production",
    context: app,
    devtool: "source-map",
    entry: { public: "./public.js", portal: "./portal.js" },
    output: { path: out, publicPath: "/", filename: "[name].[contenthash:8].js", chunkFilename: "chunks/[id].[contenthash:8].js" },
    optimization: { splitChunks: { chunks: "all", minSize: 0 }, runtimeChunk: "single" },
    performance: false,
  });
  return new Promise((resolve, reject) =>
    compiler.run((error, stats) => {
      if (error || stats.hasErrors()) return reject(error || new Error(stats.toJson().errors[0].message));
      const { entrypoints } = stats.toJson({ all: false, entrypoints: true });
      pages({ app, out }, (entry) => entrypoints[entry].assets.map((asset) => asset.name), "defer");
      resolve();
    }),
  );
});
