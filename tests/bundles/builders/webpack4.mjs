import { each, need, pages } from "./common.mjs";

const webpack = need("webpack4");

each(({ app, out }) => {
  const compiler = webpack({
    mode: "production",
    context: app,
    devtool: "source-map",
    entry: { public: "./public.js", portal: "./portal.js" },
    output: { path: out, publicPath: "/", filename: "[name].[chunkhash:8].js", chunkFilename: "chunks/[name].[chunkhash:8].js" },
    optimization: { splitChunks: { chunks: "all", minSize: 0 }, runtimeChunk: "single" },
    performance: false,
  });
  return new Promise((resolve, reject) =>
    compiler.run((error, stats) => {
      if (error || stats.hasErrors()) return reject(error || new Error(String(stats.toJson().errors[0])));
      const { entrypoints } = stats.toJson({ all: false, entrypoints: true });
      pages({ app, out }, (entry) => entrypoints[entry].assets.filter((file) => file.endsWith(".js")), "defer");
      resolve();
    }),
  );
});
